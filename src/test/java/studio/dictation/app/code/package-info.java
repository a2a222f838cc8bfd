/** Membership codes over HTTP. */
@NullMarked
package studio.dictation.app.code;

import org.jspecify.annotations.NullMarked;
