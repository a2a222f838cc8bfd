/** What tests need to speak HTTP to the service, and the contract it keeps. */
@NullMarked
package studio.dictation.app.http;

import org.jspecify.annotations.NullMarked;
