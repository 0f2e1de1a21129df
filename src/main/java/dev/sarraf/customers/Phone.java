package dev.sarraf.customers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.Optional;

/// A phone number: what is shown of it, and what it is recognised by.
///
/// @param text in E.164 where it can be read as a number, otherwise as it was typed
/// @param key in E.164; empty for what is no phone number, by which nobody is recognised
public record Phone(String text, Optional<String> key) {
    /// Numbers that name no country are of this one.
    private static final String REGION = "EG";

    static Phone of(String typed) {
        var stripped = typed.strip();
        var number = e164(stripped);
        return new Phone(number.orElse(stripped), number);
    }

    /// The number in E.164, as `+201001234567`; empty for what is no phone number.
    public static Optional<String> international(String typed) {
        return of(typed).key();
    }

    /// Empty where nothing but spaces was typed.
    static Optional<Phone> read(String typed) {
        return Optional.of(of(typed)).filter(phone -> !phone.text().isEmpty());
    }

    /// A number is asked to have a length that exists in its country and no more: which ranges are in use
    /// changes faster than the library.
    private static Optional<String> e164(String typed) {
        var library = PhoneNumberUtil.getInstance();
        try {
            var number = library.parse(typed, REGION);
            return library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? Optional.of(library.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }
}
