// Numbers and times as a person reads them: the same words as in the terminal and in summary.md.
"use strict";

const format = (() => {
    const none = "-";

    // Rounds by the decimal digits that a number shows, half away from zero; toFixed alone rounds its binary form.
    function fixed(number, digits) {
        const shown = String(number);
        return shown.includes("e")
            ? number.toFixed(digits)
            : Number(`${Math.round(`${shown}e${digits}`)}e-${digits}`).toFixed(digits);
    }

    function isNumber(value) {
        return typeof value === "number" && Number.isFinite(value);
    }

    function pad(number) {
        return String(number).padStart(2, "0");
    }

    // A measured time: 0.8 ms, 12 ms, 1.24 s, 2m05s, 1h02m.
    function time(milliseconds) {
        if (!isNumber(milliseconds)) {
            return none;
        }
        if (milliseconds <= 0) {
            return "0 ms";
        }
        if (milliseconds < 0.0995) {
            return `${fixed(milliseconds, 2)} ms`;
        }
        if (milliseconds < 9.95) {
            return `${fixed(milliseconds, 1)} ms`;
        }
        if (milliseconds < 999.5) {
            return `${fixed(milliseconds, 0)} ms`;
        }
        if (milliseconds < 9995) {
            return `${fixed(milliseconds / 1000, 2)} s`;
        }
        if (milliseconds < 59950) {
            return `${fixed(milliseconds / 1000, 1)} s`;
        }
        if (milliseconds < 3599500) {
            const seconds = Math.round(milliseconds / 1000);
            return `${Math.floor(seconds / 60)}m${pad(seconds % 60)}s`;
        }
        const minutes = Math.round(milliseconds / 60000);
        return `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
    }

    // A time by stamps that are whole seconds: 0 s, 3 s, 1m20s.
    function stamped(milliseconds) {
        return isNumber(milliseconds) && milliseconds < 59500 ? `${Math.round(milliseconds / 1000)} s` : time(milliseconds);
    }

    // Whether so few values have no such percentile but their highest one: a p99 needs 100, a p95 20.
    function isFew(number, percent) {
        return number > 0 && number * (100 - percent) < 100 - 1e-6;
    }

    // A percentile of so many values. Of few it is their highest, and of more of them it would be that or higher.
    function percentile(milliseconds, percent, number, text = time) {
        return isNumber(milliseconds) && isFew(number, percent) ? `≥ ${text(milliseconds)}` : text(milliseconds);
    }

    // Why: for those who point at it.
    function whyFew(number, percent) {
        return isFew(number, percent)
            ? `The highest of only ${of(number, "value")}: a p${percent} takes ${Math.round(100 / (100 - percent))}`
            : null;
    }

    // A point of the run's time: 0:42, 12:05, 1:02:03.
    function clock(seconds) {
        // The key is asked for before the load begins.
        const before = seconds < 0 ? "-" : "";
        const whole = Math.floor(Math.abs(seconds));
        const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
        const rest = hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
        return before + rest;
    }

    // Every digit, in groups of three.
    function count(number) {
        return isNumber(number) ? fixed(number, 0).replace(/\B(?=(\d{3})+$)/g, ",") : none;
    }

    function significant(value) {
        return fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    }

    // At most five characters: 9999, 12.3k, 4.57M.
    function shortCount(number) {
        if (number < 10000) {
            return fixed(number, 0);
        }
        const [size, unit] =
            number < 999500
                ? [1e3, "k"]
                : number < 999500000
                  ? [1e6, "M"]
                  : number < 999500000000
                    ? [1e9, "G"]
                    : [1e12, "T"];
        return significant(number / size) + unit;
    }

    // Events per second: 0.25, 12.3, 4800.
    function rate(number) {
        if (!isNumber(number)) {
            return none;
        }
        if (number <= 0) {
            return "0";
        }
        return number < 9999.5 ? significant(number) : shortCount(Math.floor(number));
    }

    // Events of one second, which are whole, or their mean over several.
    function perSecond(number) {
        return Number.isInteger(number) ? count(number) : rate(number);
    }

    // A share of 1; never says 0% or 100% of what is only nearly so.
    function share(part) {
        if (!isNumber(part)) {
            return none;
        }
        if (part <= 0) {
            return "0%";
        }
        if (part < 0.00005) {
            return "<0.01%";
        }
        if (part < 0.09995) {
            return `${fixed(part * 100, 2)}%`;
        }
        return part < 1 ? `${fixed(Math.min(part * 100, 99.9), 1)}%` : "100%";
    }

    // A size of 1,000-byte units: 812 bytes, 4.50 MB.
    function bytes(number) {
        if (!isNumber(number)) {
            return none;
        }
        if (number < 1000) {
            return number === 1 ? "1 byte" : `${number} bytes`;
        }
        const [size, unit] = number < 999500 ? [1e3, "kB"] : number < 999500000 ? [1e6, "MB"] : [1e9, "GB"];
        return `${significant(number / size)} ${unit}`;
    }

    // A count with its noun: 1 user, 50 users.
    function of(number, noun, nouns) {
        return number === 1 ? `1 ${noun}` : `${count(number)} ${nouns ?? `${noun}s`}`;
    }

    // The same on an axis, where every label is a round number: 5 s for 5.00 s.
    function round(text) {
        return (value) => text(value).replace(/\.(\d*?)0+(?!\d)/, (_, digits) => (digits === "" ? "" : `.${digits}`));
    }

    function offsetOf(date) {
        const minutes = -date.getTimezoneOffset();
        const size = Math.abs(minutes);
        return `UTC${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
    }

    // The reader's own time of day.
    function timeOfDay(date) {
        return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
    }

    // The reader's own date and time with its offset: 2026-01-02 04:04:05 UTC+01:00.
    function moment(date) {
        const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
        return `${day} ${timeOfDay(date)} ${offsetOf(date)}`;
    }

    return {
        none,
        isNumber,
        time,
        stamped,
        percentile,
        whyFew,
        clock,
        count,
        shortCount,
        rate,
        perSecond,
        share,
        bytes,
        of,
        round,
        offsetOf,
        timeOfDay,
        moment,
    };
})();
