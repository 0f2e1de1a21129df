package dev.sarraf.merchants;

import dev.sarraf.ids.Random62;
import java.util.regex.Pattern;

/// A merchant's id, `mer_…`: the same in test and live mode.
public record MerchantId(String text) {
    private static final Pattern SHAPE = Pattern.compile("mer_[0-9A-Za-z]{24}");

    public MerchantId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a merchant id");
        }
    }

    public static MerchantId random() {
        return new MerchantId("mer_" + Random62.text(24));
    }

    @Override
    public String toString() {
        return text;
    }
}
