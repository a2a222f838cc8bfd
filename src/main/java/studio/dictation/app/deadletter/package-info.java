/** What operators do to the events that projections have set aside. */
@NullMarked
package studio.dictation.app.deadletter;

import org.jspecify.annotations.NullMarked;
