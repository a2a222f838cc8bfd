/** The API as a document. What the code knows is read from it; what people want to know stands in {@code openapi/*.yml}. */
@NullMarked
package studio.dictation.app.openapi;

import org.jspecify.annotations.NullMarked;
