/** Codes that give a plan: made by administrators, redeemed once. */
@NullMarked
package studio.dictation.command.code;

import org.jspecify.annotations.NullMarked;
