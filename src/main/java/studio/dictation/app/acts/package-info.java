/** What administrators did to the service itself, and why. */
@NullMarked
package studio.dictation.app.acts;

import org.jspecify.annotations.NullMarked;
