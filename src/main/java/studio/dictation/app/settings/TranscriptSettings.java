package studio.dictation.app.settings;

import java.net.URI;
import java.time.Duration;

/**
 * Where transcripts come from, and how patiently.
 *
 * @param youtube       where YouTube is
 * @param ytDlp         path of yt-dlp, or its name to be looked up
 * @param timeout       how long a reader waits for a transcript to be fetched
 * @param failureMemory how long it is remembered that nobody had one; may be zero
 */
public record TranscriptSettings(URI youtube, String ytDlp, Duration timeout, Duration failureMemory) {}
