/** Nodes of the service on stores that tests can stop, pause and start again. */
@NullMarked
package studio.dictation.app.nodes;

import org.jspecify.annotations.NullMarked;
