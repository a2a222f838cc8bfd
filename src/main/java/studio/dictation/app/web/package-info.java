/** HTTP: how requests come in, how answers and errors go out. One package a feature; nothing here knows Redis or SQL. */
@NullMarked
package studio.dictation.app.web;

import org.jspecify.annotations.NullMarked;
