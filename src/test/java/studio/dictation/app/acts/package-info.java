@NullMarked
package studio.dictation.app.acts;

import org.jspecify.annotations.NullMarked;
