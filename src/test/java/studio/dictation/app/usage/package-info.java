@NullMarked
package studio.dictation.app.usage;

import org.jspecify.annotations.NullMarked;
