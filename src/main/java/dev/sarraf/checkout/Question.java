package dev.sarraf.checkout;

import dev.sarraf.customers.Phone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Something that a session asks its customer for, besides the payment.
public sealed interface Question {
    /// Unique among the questions of a session, and fit to name a field of a form.
    String id();

    /// The path of the answer where a merchant sends it: `customerDetails.phone`.
    String param();

    boolean isOptional();

    /// Reads what was typed, which may be anything of any length.
    Reading read(String typed);

    /// What a text is as an answer.
    sealed interface Reading {
        /// An answer in the form in which it is kept.
        record Answered(String answer) implements Reading {}

        /// Nothing, where nothing is fine.
        record Skipped() implements Reading {}

        record Wrong(Fault fault) implements Reading {}
    }

    /// What is wrong with an answer.
    ///
    /// @param limit in characters, where the length is what is wrong; otherwise 0
    record Fault(Kind kind, long limit) {
        public enum Kind {
            MISSING("is missing."),
            TOO_SHORT("must have at least %d characters."),
            TOO_LONG("must have at most %d characters."),
            WRONG_LENGTH("must have exactly %d characters."),
            TOO_MANY_DIGITS("must be a name, without long numbers in it."),
            NO_PHONE("must be a phone number, with its country code or of Egypt."),
            NO_COUNTRY("must be the two-letter code of a country (ISO 3166)."),
            NO_NUMBER("must be a number."),
            NO_OPTION("must be one of the options.");

            private final String message;

            Kind(String message) {
                this.message = message;
            }
        }

        static Reading wrong(Kind kind, long limit) {
            return new Reading.Wrong(new Fault(kind, limit));
        }

        static Reading wrong(Kind kind) {
            return wrong(kind, 0);
        }

        /// For developers, to stand behind the name of the parameter.
        public String message() {
            return kind.message.formatted(limit);
        }
    }

    /// Who the customer is.
    enum Personal implements Question {
        NAME,
        PHONE;

        private static final int LONGEST_NAME = 255;
        private static final int LONGEST_PHONE = 40;

        /// A name with so many digits is a card number in the wrong field.
        private static final int TOO_MANY_DIGITS = 6;

        @Override
        public String id() {
            return this == NAME ? "full_name" : "phone";
        }

        @Override
        public String param() {
            return "customerDetails." + (this == NAME ? "name" : "phone");
        }

        @Override
        public boolean isOptional() {
            return false;
        }

        @Override
        public Reading read(String typed) {
            var text = TypedText.clean(typed);
            if (text.isEmpty()) {
                return Fault.wrong(Fault.Kind.MISSING);
            }
            return switch (this) {
                case NAME -> name(text);
                case PHONE -> phone(text);
            };
        }

        private static Reading name(String text) {
            if (text.codePoints().filter(Character::isDigit).count() >= TOO_MANY_DIGITS) {
                return Fault.wrong(Fault.Kind.TOO_MANY_DIGITS);
            }
            return atMost(LONGEST_NAME, text);
        }

        private static Reading phone(String text) {
            return Optional.of(text)
                    .filter(number -> number.length() <= LONGEST_PHONE)
                    .flatMap(Phone::international)
                    .<Reading>map(Reading.Answered::new)
                    .orElseGet(() -> Fault.wrong(Fault.Kind.NO_PHONE));
        }
    }

    /// One part of where bills or goods go.
    record Address(Purpose purpose, Part part) implements Question {
        private static final int LONGEST = 255;
        private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

        /// What an address is for.
        public enum Purpose {
            SHIPPING,
            BILLING
        }

        /// The parts of an address, in their order on the page.
        public enum Part {
            LINE1("line1", false),
            LINE2("line2", true),
            CITY("city", false),
            STATE("state", true),
            POSTAL_CODE("postalCode", true),
            COUNTRY("country", false);

            private final String key;
            private final boolean optional;

            Part(String key, boolean optional) {
                this.key = key;
                this.optional = optional;
            }

            /// As an address names it: `postalCode`.
            public String key() {
                return key;
            }
        }

        static List<Question> all(Purpose purpose) {
            return Arrays.stream(Part.values())
                    .<Question>map(part -> new Address(purpose, part))
                    .toList();
        }

        @Override
        public String id() {
            return (purpose.name() + "_" + part.name()).toLowerCase(Locale.ROOT);
        }

        @Override
        public String param() {
            var owner = purpose == Purpose.BILLING ? "billingDetails" : "shipping";
            return "customerDetails." + owner + ".address." + part.key();
        }

        @Override
        public boolean isOptional() {
            return part.optional;
        }

        @Override
        public Reading read(String typed) {
            var text = TypedText.clean(typed);
            if (text.isEmpty()) {
                return part.optional ? new Reading.Skipped() : Fault.wrong(Fault.Kind.MISSING);
            }
            if (part != Part.COUNTRY) {
                return atMost(LONGEST, text);
            }
            var code = text.toUpperCase(Locale.ROOT);
            return COUNTRIES.contains(code) ? new Reading.Answered(code) : Fault.wrong(Fault.Kind.NO_COUNTRY);
        }
    }

    /// A field of the merchant's own.
    record Custom(CustomField field) implements Question {
        /// What a checked box sends.
        public static final String CHECKED = "true";

        /// Of a text that has no limit of its own: what one can have at most.
        private static final int LONGEST = 1_000;

        @Override
        public String id() {
            return "custom_" + field.key();
        }

        @Override
        public String param() {
            return "customFields." + field.key();
        }

        @Override
        public boolean isOptional() {
            return field.optional();
        }

        @Override
        public Reading read(String typed) {
            var text = TypedText.clean(typed);
            if (text.isEmpty()) {
                return field.optional() ? new Reading.Skipped() : Fault.wrong(Fault.Kind.MISSING);
            }
            return switch (field.type()) {
                case TEXT -> limited(text);
                case NUMBER -> number(TypedText.western(text));
                case DROPDOWN -> option(text);
                case CHECKBOX ->
                    text.equals(CHECKED) ? new Reading.Answered(CHECKED) : Fault.wrong(Fault.Kind.NO_OPTION);
            };
        }

        private Reading number(String text) {
            return text.matches("-?[0-9]+(\\.[0-9]+)?") ? limited(text) : Fault.wrong(Fault.Kind.NO_NUMBER);
        }

        private Reading option(String text) {
            return field.options().stream()
                    .filter(option -> TypedText.clean(option).equals(text))
                    .findFirst()
                    .<Reading>map(Reading.Answered::new)
                    .orElseGet(() -> Fault.wrong(Fault.Kind.NO_OPTION));
        }

        private Reading limited(String text) {
            long length = text.codePointCount(0, text.length());
            long least = field.limit().flatMap(CustomField.Limit::minimum).orElse(0L);
            long most = field.limit().flatMap(CustomField.Limit::maximum).orElse((long) LONGEST);
            if (length >= least && length <= most) {
                return new Reading.Answered(text);
            }
            boolean exactly = field.limit().stream().anyMatch(limit -> limit.kind() == CustomField.Limit.Kind.EXACTLY);
            var unequal = length < least ? Fault.Kind.TOO_SHORT : Fault.Kind.TOO_LONG;
            return Fault.wrong(exactly ? Fault.Kind.WRONG_LENGTH : unequal, length < least ? least : most);
        }
    }

    private static Reading atMost(int longest, String text) {
        return text.codePointCount(0, text.length()) <= longest
                ? new Reading.Answered(text)
                : Fault.wrong(Fault.Kind.TOO_LONG, longest);
    }
}
