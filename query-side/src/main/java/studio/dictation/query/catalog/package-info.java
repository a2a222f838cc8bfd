/** Channels, videos and transcripts as clients see them. */
@NullMarked
package studio.dictation.query.catalog;

import org.jspecify.annotations.NullMarked;
