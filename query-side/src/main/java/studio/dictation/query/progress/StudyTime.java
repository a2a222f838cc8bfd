package studio.dictation.query.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Numbers;

/**
 * How long a learner studied: {@code {"duration":n,"channels":{c:{"duration":n,"videos":{v:n}}},"date":{"<ms>":n}}}, in
 * seconds. Counted in whole milliseconds, so the sums stay exact however many saves there are.
 */
final class StudyTime {
    static final Codec<StudyTime> CODEC = new Codec<>() {
        @Override
        public StudyTime read(byte[] stored) {
            return StudyTime.read(stored);
        }

        @Override
        public byte[] write(StudyTime value) {
            return value.write();
        }
    };

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int EXPECTED_OVERHEAD = 64;
    private static final int EXPECTED_MEMBER = 32;

    private long millis;
    private final Map<String, ChannelTime> channels = new LinkedHashMap<>();
    private final Map<String, Long> days = new LinkedHashMap<>();

    /** Adds the time studied before a save. */
    StudyTime add(String channelId, String videoId, long studiedMillis, Instant savedAt) {
        millis += studiedMillis;
        channels.computeIfAbsent(channelId, absent -> new ChannelTime()).add(videoId, studiedMillis);
        var day = Math.floorDiv(savedAt.toEpochMilli(), DAY) * DAY;
        days.merge(Long.toString(day), studiedMillis, Long::sum);
        return this;
    }

    /** Whether anything was studied on a day of UTC. */
    boolean isStudied(LocalDate day) {
        return days.getOrDefault(Long.toString(day.toEpochDay() * DAY), 0L) > 0;
    }

    /** The days of UTC on which anything was studied. */
    NavigableSet<LocalDate> studiedDays() {
        var studied = new TreeSet<LocalDate>();
        days.forEach((day, studiedMillis) -> {
            if (studiedMillis > 0) {
                studied.add(LocalDate.ofEpochDay(Long.parseLong(day) / DAY));
            }
        });
        return studied;
    }

    DurationsView view() {
        Map<String, Number> perChannel = new LinkedHashMap<>();
        Map<String, Number> perVideo = new LinkedHashMap<>();
        Map<String, Number> daily = new LinkedHashMap<>();
        channels.forEach((channelId, time) -> {
            perChannel.put(channelId, Numbers.seconds(time.millis));
            time.videos.forEach(
                    (videoId, studied) -> perVideo.put(channelId + ":" + videoId, Numbers.seconds(studied)));
        });
        days.forEach((day, studied) -> daily.put(day, Numbers.seconds(studied)));
        return new DurationsView(Numbers.seconds(millis), perChannel, perVideo, daily);
    }

    private static StudyTime read(byte[] stored) {
        var time = new StudyTime();
        var json = new JsonScanner(stored);
        for (var more = json.open(); more; more = json.next()) {
            switch (json.name()) {
                case "duration" -> time.millis = json.thousandths();
                case "channels" -> {
                    for (var channel = json.open(); channel; channel = json.next()) {
                        time.channels.put(json.name(), ChannelTime.read(json));
                    }
                }
                case "date" -> readTimes(json, time.days);
                default -> throw new IllegalArgumentException("A study time has no such part");
            }
        }
        json.finish();
        return time;
    }

    private static void readTimes(JsonScanner json, Map<String, Long> times) {
        for (var more = json.open(); more; more = json.next()) {
            times.put(json.name(), json.thousandths());
        }
    }

    private byte[] write() {
        var members = days.size();
        for (var channel : channels.values()) {
            members += 2 + channel.videos.size();
        }
        var json = new JsonBytes(EXPECTED_OVERHEAD + EXPECTED_MEMBER * members);
        json.raw("{\"duration\":").raw(Numbers.secondsText(millis)).raw(",\"channels\":{");
        var separator = "";
        for (var channel : channels.entrySet()) {
            json.raw(separator).text(channel.getKey()).raw(":{\"duration\":");
            json.raw(Numbers.secondsText(channel.getValue().millis)).raw(",\"videos\":");
            writeTimes(json, channel.getValue().videos);
            json.raw("}");
            separator = ",";
        }
        json.raw("},\"date\":");
        writeTimes(json, days);
        return json.raw("}").toArray();
    }

    private static void writeTimes(JsonBytes json, Map<String, Long> times) {
        var separator = "{";
        for (var time : times.entrySet()) {
            json.raw(separator).text(time.getKey()).raw(":").raw(Numbers.secondsText(time.getValue()));
            separator = ",";
        }
        json.raw(times.isEmpty() ? "{}" : "}");
    }

    private static final class ChannelTime {
        private long millis;
        private final Map<String, Long> videos = new LinkedHashMap<>();

        void add(String videoId, long studiedMillis) {
            millis += studiedMillis;
            videos.merge(videoId, studiedMillis, Long::sum);
        }

        static ChannelTime read(JsonScanner json) {
            var time = new ChannelTime();
            for (var more = json.open(); more; more = json.next()) {
                switch (json.name()) {
                    case "duration" -> time.millis = json.thousandths();
                    case "videos" -> readTimes(json, time.videos);
                    default -> throw new IllegalArgumentException("A channel's study time has no such part");
                }
            }
            return time;
        }
    }
}
