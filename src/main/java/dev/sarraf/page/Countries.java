package dev.sarraf.page;

import java.text.Collator;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Map;
import java.util.Objects;

/// The countries of ISO 3166 by their names, in the order of each language.
final class Countries {
    /// Where most customers are.
    static final String USUAL = "EG";

    private static final Map<Language, List<Country>> ALL = loadAll();

    record Country(String code, String name) {}

    private Countries() {}

    static List<Country> in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    private static Map<Language, List<Country>> loadAll() {
        var all = new EnumMap<Language, List<Country>>(Language.class);
        for (var language : Language.values()) {
            var order = Collator.getInstance(language.locale());
            all.put(
                    language,
                    Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2).stream()
                            .map(code -> new Country(code, Locale.of("", code).getDisplayCountry(language.locale())))
                            .sorted(Comparator.comparing(Country::name, order))
                            .toList());
        }
        return all;
    }
}
