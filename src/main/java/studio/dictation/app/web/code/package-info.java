/** Membership codes over HTTP. */
@NullMarked
package studio.dictation.app.web.code;

import org.jspecify.annotations.NullMarked;
