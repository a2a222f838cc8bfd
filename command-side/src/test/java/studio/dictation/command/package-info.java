/** What all aggregates have in common. */
@NullMarked
package studio.dictation.command;

import org.jspecify.annotations.NullMarked;
