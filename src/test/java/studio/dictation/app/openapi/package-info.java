/** The API as a document. */
@NullMarked
package studio.dictation.app.openapi;

import org.jspecify.annotations.NullMarked;
