@NullMarked
package studio.dictation.app.health;

import org.jspecify.annotations.NullMarked;
