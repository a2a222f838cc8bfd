package studio.dictation.events.progress;

import studio.dictation.events.AboutAccount;

/** What happens to one learner's dictation of one listing of a video. */
public sealed interface ProgressEvent extends AboutAccount permits DictationOpened, ProgressSaved {}
