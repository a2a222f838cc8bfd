/** What happens to commands on their way to the aggregates that decide on them, and to the aggregates between two commands. */
@NullMarked
package studio.dictation.app.commandbus;

import org.jspecify.annotations.NullMarked;
