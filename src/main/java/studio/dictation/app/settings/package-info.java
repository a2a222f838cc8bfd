/** What the operator can set, the secrets, and where the stores are. */
@NullMarked
package studio.dictation.app.settings;

import org.jspecify.annotations.NullMarked;
