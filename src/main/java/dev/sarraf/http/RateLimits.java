package dev.sarraf.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A token bucket for each sender of this node, by real time that only moves forward.
///
/// A bucket is one number, the time at which it will be full again (the generic cell rate algorithm): each
/// request moves it ahead by the time that one token takes, and a request that would move it ahead of now by
/// more than the whole bucket takes is refused. So an idle sender costs nothing, and a request costs one
/// compare-and-set.
final class RateLimits {
    /// Senders that are forgotten beyond this number, the least active ones, begin with a full bucket again.
    private static final int REMEMBERED = 100_000;

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final long token;
    private final long bucket;
    private final Cache<String, AtomicLong> fullAt;

    /// @param nanos the time, as `System.nanoTime` tells it
    RateLimits(RateLimit limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.token = limit.isOff() ? 0 : Duration.ofSeconds(1).toNanos() / limit.perSecond();
        this.bucket = Math.multiplyExact(token, limit.burst());
        // One that is forgotten is full by then.
        this.fullAt = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .ticker(nanos::getAsLong)
                .expireAfterAccess(Duration.ofNanos(bucket).plusSeconds(1))
                .build();
    }

    /// Takes a token of this sender, where there is one.
    Quota take(String sender) {
        if (limit.isOff()) {
            return Quota.NONE;
        }
        long now = nanos.getAsLong();
        var full = fullAt.get(sender, _ -> new AtomicLong(now));
        while (true) {
            long before = full.get();
            // Times of this clock may be negative, so only their differences are compared.
            long ahead = Math.max(0, before - now);
            long after = ahead + token;
            if (after > bucket) {
                return quota(ahead, after - bucket, true);
            }
            if (full.compareAndSet(before, now + after)) {
                return quota(after, Math.max(0, after + token - bucket), false);
            }
        }
    }

    private Quota quota(long ahead, long wait, boolean isExceeded) {
        return new Quota(
                limit.burst(),
                (int) ((bucket - ahead) / token),
                Duration.ofNanos(ahead),
                Duration.ofNanos(wait),
                isExceeded);
    }
}
