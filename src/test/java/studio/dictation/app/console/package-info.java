@NullMarked
package studio.dictation.app.console;

import org.jspecify.annotations.NullMarked;
