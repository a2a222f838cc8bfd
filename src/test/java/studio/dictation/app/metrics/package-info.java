@NullMarked
package studio.dictation.app.metrics;

import org.jspecify.annotations.NullMarked;
