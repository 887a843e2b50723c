namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="Refusal"/>.</summary>
public static class Refusals
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)Refusal.Quota + 1;

    /// <summary>
    /// Which refusal a failed request was, by its status and the service's words; null where it was none. Status alone
    /// does not tell: a 429 may be a rate limit or a full window, a 403 a model or a gateway that is closed.
    /// </summary>
    public static Refusal? Of(in Measurement measurement)
    {
        if (measurement.Outcome != Outcome.HttpStatus)
        {
            return null;
        }

        if (measurement.Refusal is { } known)
        {
            return known;
        }

        var words = measurement.Detail ?? "";
        return measurement.Status switch
        {
            402 or 403 or 429 when Says("quota") => Refusal.Quota,
            402 => Refusal.Balance,
            400 or 403 or 429 when SaysBalance() => Refusal.Balance,
            403 when Says("balance") || Says("credit") => Refusal.Balance,
            403 or 429 when Says("verif") || Says("volume") => Refusal.Volume,
            403 when Says("model") => Refusal.Model,
            403 when Says("permission") || Says("role") || Says("purpose") => Refusal.Role,
            413 => Refusal.TooLarge,
            429 when Says("capacity") => Refusal.Capacity,
            // Any other 503 is a fault of the service.
            503 when Says("capacity") && Says("window") => Refusal.Capacity,
            429 => Refusal.RateLimit,
            _ => null,
        };

        // "Balance" alone may be a load balancer's, and a 400 of a member of that name.
        bool SaysBalance() =>
            Says("credit balance")
            || Says("insufficient balance")
            || Says("spending cap")
            || Says("spending limit")
            || Says("hard limit")
            || Says("hard_limit");

        bool Says(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name in reports and thresholds, such as <c>rate_limit</c>.</summary>
    public static string KindName(this Refusal refusal) =>
        refusal switch
        {
            Refusal.RateLimit => "rate_limit",
            Refusal.Capacity => "capacity",
            Refusal.Volume => "volume",
            Refusal.Balance => "balance",
            Refusal.Role => "role",
            Refusal.Model => "model",
            Refusal.TooLarge => "too_large",
            _ => "quota",
        };
}
