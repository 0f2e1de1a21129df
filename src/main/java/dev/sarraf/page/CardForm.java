package dev.sarraf.page;

import dev.sarraf.cards.Brand;
import dev.sarraf.cards.Card;
import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.Expiry;
import dev.sarraf.cards.SecurityCode;
import dev.sarraf.cards.TestCards;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The card form as the customer filled it in. Lives for one request and prints nothing of the card.
///
/// People type with the keyboard they have: digits may be Arabic-Indic or Persian, and invisible marks that
/// come along with a pasted number are dropped.
record CardForm(String number, String expiry, String securityCode, String name) {
    /// The longest text that any field is read to; what is longer is wrong anyway.
    private static final int LONGEST = 100;

    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 60;

    /// A name with so many digits is a card number in the wrong field, and names are stored.
    private static final int TOO_MANY_DIGITS_IN_A_NAME = 6;

    /// Either a card or what is wrong, field by field, as keys of texts.
    sealed interface Checked {
        record Good(Card card) implements Checked {}

        record Faulty(Map<CardField, String> faults) implements Checked {}
    }

    /// @param field the text of a field by its name, empty where nothing was sent
    static CardForm of(UnaryOperator<String> field) {
        return new CardForm(
                digits(field.apply(CardField.NUMBER.id())),
                digits(field.apply(CardField.EXPIRY.id())),
                digits(field.apply(CardField.CVC.id())),
                clean(field.apply(CardField.NAME.id())));
    }

    /// The month in which a card must still be valid. A card is good until its month is over everywhere, which
    /// is last in UTC−12.
    static YearMonth monthAnywhere(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.ofHours(-12)));
    }

    /// The same form with the security code that test systems find right for this card.
    CardForm withRightTestCode() {
        var brand = readNumber().map(Brand::of).orElse(Brand.UNKNOWN);
        return new CardForm(number, expiry, TestCards.securityCodes().getFirst().of(brand), name);
    }

    /// What the form may show again after a fault. Never the number or the security code.
    record Kept(String expiry, String name) {
        static final Kept NOTHING = new Kept("", "");
    }

    Kept kept() {
        return new Kept(
                faultOfExpiryText().isEmpty() ? expiry : "", hasTooManyDigits(name) || isTooLong(name) ? "" : name);
    }

    /// @param livemode whether real cards are taken; otherwise only published test cards are
    /// @param month the month that it is, wherever it is that still
    Checked check(boolean livemode, YearMonth month) {
        var faults = new EnumMap<CardField, String>(CardField.class);
        faultOfNumber(livemode).ifPresent(fault -> faults.put(CardField.NUMBER, fault));
        faultOfExpiry(livemode, month).ifPresent(fault -> faults.put(CardField.EXPIRY, fault));
        faultOfSecurityCode().ifPresent(fault -> faults.put(CardField.CVC, fault));
        faultOfName().ifPresent(fault -> faults.put(CardField.NAME, fault));
        return faults.isEmpty() ? new Checked.Good(card()) : new Checked.Faulty(faults);
    }

    private Card card() {
        return new Card(
                new CardNumber(number),
                Expiry.parse(expiry),
                securityCode.isEmpty() ? Optional.empty() : Optional.of(new SecurityCode(securityCode)),
                Optional.of(name));
    }

    private Optional<String> faultOfNumber(boolean livemode) {
        if (number.isEmpty()) {
            return Optional.of("fault.number.missing");
        }
        var read = readNumber();
        if (read.isEmpty()) {
            return Optional.of("fault.number.wrong");
        }
        if (livemode) {
            return read.get().passesLuhn() ? Optional.empty() : Optional.of("fault.number.wrong");
        }
        // A few published test numbers have a wrong check digit, so being on the list decides alone.
        return TestCards.isPublished(read.get()) ? Optional.empty() : Optional.of("fault.number.untested");
    }

    private Optional<String> faultOfExpiry(boolean livemode, YearMonth month) {
        if (expiry.isEmpty()) {
            return Optional.of("fault.expiry.missing");
        }
        return faultOfExpiryText().or(() -> {
            var read = Expiry.parse(expiry);
            boolean alwaysGood = !livemode && TestCards.isPublished(read);
            boolean past = read.yearMonth().isBefore(month);
            return past && !alwaysGood ? Optional.of("fault.expiry.past") : Optional.empty();
        });
    }

    private Optional<String> faultOfExpiryText() {
        try {
            Expiry.parse(expiry);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("fault.expiry.wrong");
        }
    }

    private Optional<String> faultOfSecurityCode() {
        // The length depends on the brand; while the number is wrong, three and four digits are both fine.
        var brand = readNumber().map(Brand::of);
        int wanted = brand.map(Brand::securityCodeLength).orElse(3);
        if (securityCode.isEmpty()) {
            return wanted == 0 ? Optional.empty() : Optional.of("fault.cvc.missing");
        }
        boolean anyLength = brand.isEmpty() || wanted == 0;
        if (securityCode.matches(anyLength ? "[0-9]{3,4}" : "[0-9]{" + wanted + "}")) {
            return Optional.empty();
        }
        return Optional.of(wanted == 4 ? "fault.cvc.four" : "fault.cvc.three");
    }

    private Optional<String> faultOfName() {
        if (name.isEmpty()) {
            return Optional.of("fault.name.missing");
        }
        if (hasTooManyDigits(name)) {
            return Optional.of("fault.name.digits");
        }
        return name.length() < SHORTEST_NAME || isTooLong(name) ? Optional.of("fault.name.wrong") : Optional.empty();
    }

    private Optional<CardNumber> readNumber() {
        try {
            return Optional.of(new CardNumber(number));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasTooManyDigits(String text) {
        return text.chars().filter(Character::isDigit).count() >= TOO_MANY_DIGITS_IN_A_NAME;
    }

    private static boolean isTooLong(String name) {
        return name.length() > LONGEST_NAME;
    }

    private static String digits(String typed) {
        var text = new StringBuilder();
        clean(typed).chars().forEach(character -> {
            int digit = Character.digit(character, 10);
            text.append(digit < 0 ? (char) character : (char) ('0' + digit));
        });
        return text.toString();
    }

    /// Without control and formatting characters, such as the marks of direction that Arabic keyboards add.
    private static String clean(String typed) {
        return (typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed)
                .replaceAll("[\\p{Cc}\\p{Cf}]", "")
                .strip();
    }

    @Override
    public String toString() {
        return "CardForm[****]";
    }
}
