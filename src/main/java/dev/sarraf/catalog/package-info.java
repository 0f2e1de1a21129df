/// What merchants sell: products, prices with their stock, coupons and promotion codes.
@NullMarked
package dev.sarraf.catalog;

import org.jspecify.annotations.NullMarked;
