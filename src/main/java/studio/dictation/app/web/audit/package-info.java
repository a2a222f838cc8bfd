/** What administrators ask of billing history. */
@NullMarked
package studio.dictation.app.web.audit;

import org.jspecify.annotations.NullMarked;
