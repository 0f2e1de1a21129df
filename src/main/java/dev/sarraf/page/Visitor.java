package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.http.Call;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.money.Digits;
import dev.sarraf.money.Money;
import dev.sarraf.money.MoneyFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/// Who looks at a page: the language to speak with them, links that remember it where they chose it, and the looks
/// that the merchant wants them to see.
record Visitor(Texts texts, MoneyFormat money, boolean choseLanguage, Branding branding) {
    private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");

    /// The language is the one chosen on the page, else the session's, the merchant's, the browser's, English.
    static Visitor of(Call call, Optional<Storefront> shop) {
        return of(
                call,
                shop.map(Storefront::merchant),
                shop.flatMap(Storefront::locale).flatMap(Language::of),
                shop.map(Storefront::branding).orElse(Branding.NONE));
    }

    /// @param set what the merchant has set for this page
    static Visitor of(Call call, Optional<Merchant> merchant, Optional<Language> set, Branding branding) {
        var chosen = call.query("lang").flatMap(Language::find);
        var language = chosen.or(() -> set)
                .or(() -> merchant.flatMap(shop -> Language.of(shop.defaultLocale())))
                .or(() -> call.header("accept-language").flatMap(Language::preferred))
                .orElse(Language.EN);
        var digits = call.header("accept-language").map(language::digits).orElse(Digits.WESTERN);
        return new Visitor(
                Texts.in(language, digits), MoneyFormat.in(language.locale(), digits), chosen.isPresent(), branding);
    }

    /// A developer, who reads English.
    static Visitor developer() {
        return new Visitor(
                Texts.in(Language.EN, Digits.WESTERN), MoneyFormat.in(Language.EN.locale()), false, Branding.NONE);
    }

    Language language() {
        return texts.language();
    }

    /// The language, where the visitor chose it here.
    Optional<Locale> chosenLanguage() {
        return choseLanguage ? Optional.of(language().locale()) : Optional.empty();
    }

    /// A whole number, such as a quantity.
    String number(long number) {
        return texts.digits().write(Long.toString(number));
    }

    /// A moment as people in Cairo say it, to the minute.
    String time(Instant moment) {
        var locale = Locale.forLanguageTag(
                language().tag() + "-EG-u-nu-" + texts.digits().numberingSystem());
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .localizedBy(locale)
                .withZone(CAIRO)
                .format(moment);
    }

    String amount(Money amount) {
        return money.format(amount);
    }

    /// The path, with the language where the visitor chose it here.
    String link(String path) {
        return choseLanguage ? inLanguage(path, language()) : path;
    }

    /// The same page in the other language.
    String linkToOtherLanguage(String path) {
        return inLanguage(path, language().other());
    }

    private static String inLanguage(String path, Language language) {
        return path + (path.contains("?") ? "&" : "?") + "lang=" + language.tag();
    }
}
