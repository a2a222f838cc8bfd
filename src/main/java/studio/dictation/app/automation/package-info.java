/** What has to happen because something else has: commands that the service sends itself, once an event is stored. */
@NullMarked
package studio.dictation.app.automation;

import org.jspecify.annotations.NullMarked;
