/** Hands the routing of commands to Axon Server. Nothing of it is looked at unless {@code AXON_SERVER} is set. */
@NullMarked
package studio.dictation.app.axonserver;

import org.jspecify.annotations.NullMarked;
