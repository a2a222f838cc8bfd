/** Automations on a real event store. */
@NullMarked
package studio.dictation.app.automation;

import org.jspecify.annotations.NullMarked;
