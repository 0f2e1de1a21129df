package dev.sarraf.http;

/// How many requests one sender may make.
///
/// @param perSecond how many a second in the long run; 0 sets no limit
/// @param burst how many at once after a pause, 1 or more
public record RateLimit(int perSecond, int burst) {
    public static final RateLimit OFF = new RateLimit(0, 1);

    public RateLimit {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException("not a rate");
        }
    }

    boolean isOff() {
        return perSecond == 0;
    }
}
