/** Plans that end. */
@NullMarked
package studio.dictation.app.expiry;

import org.jspecify.annotations.NullMarked;
