/** Requests and errors. */
@NullMarked
package studio.dictation.app.web;

import org.jspecify.annotations.NullMarked;
