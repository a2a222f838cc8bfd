package studio.dictation.command.kernel;

/**
 * What is wrong with one field of the input.
 *
 * @param field   name of the field as the contract calls it
 * @param message what is wrong, to be read after the name: {@code must have 3 to 50 characters}
 */
public record FieldError(String field, String message) {}
