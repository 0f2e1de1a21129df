package dev.sarraf.checkout;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Splits a whole amount in proportion to weights, so that the parts are whole too and add up to it: each part
/// is rounded down, and what is left goes, one by one, to those that lost most. The method is Hamilton's, for
/// seats in a parliament.
final class LargestRemainder {
    private LargestRemainder() {}

    /// The parts, in the order of the weights. Where the amount is no larger than the sum of the weights, no
    /// part is larger than its weight. Of equal remainders the earlier one gets more. All are 0 where all
    /// weights are.
    ///
    /// @param amount not negative
    /// @param weights none negative
    static List<Long> of(long amount, List<Long> weights) {
        var whole = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() == 0) {
            return weights.stream().map(_ -> 0L).toList();
        }
        var parts = new ArrayList<Long>();
        var remainders = new ArrayList<BigInteger>();
        for (long weight : weights) {
            var share = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(weight))
                    .divideAndRemainder(whole);
            parts.add(share[0].longValueExact());
            remainders.add(share[1]);
        }
        long left = amount - parts.stream().mapToLong(part -> part).sum();
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
                .limit(left)
                .forEach(i -> parts.set(i, parts.get(i) + 1));
        return parts;
    }
}
