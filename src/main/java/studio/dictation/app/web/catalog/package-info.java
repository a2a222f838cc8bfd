/** Channels, videos and transcripts over HTTP. */
@NullMarked
package studio.dictation.app.web.catalog;

import org.jspecify.annotations.NullMarked;
