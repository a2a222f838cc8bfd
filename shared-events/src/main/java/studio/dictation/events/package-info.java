/** The published language: what has happened, as facts that are never changed. */
@NullMarked
package studio.dictation.events;

import org.jspecify.annotations.NullMarked;
