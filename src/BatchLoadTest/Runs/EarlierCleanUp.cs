using BatchLoadTest.Authentication;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Settings.Catalogue;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs;

/// <summary>
/// Removes what an earlier run in the same folder, or one beside it, has left at the service, and nobody else will: it was killed, and this
/// run has taken its place. Its API key is looked for by name, which has the id of that run in it, and deleted with this
/// run's own.
/// </summary>
/// <remarks>
/// Only where the earlier run asked the same service as the same user: elsewhere "there is none" would say nothing. And not
/// where it goes on all the same, see <see cref="EarlierLeft.GoesOn"/>.
/// </remarks>
internal sealed partial class EarlierCleanUp
{
    // What says where files, batches and keys are, and whose.
    private static readonly string[] Place =
    [
        "api-base",
        "dialect",
        "auth",
        "username",
        "api-key-endpoint",
        "api-key",
        "api-key-file",
    ];

    private readonly EarlierLeft left;
    private readonly KeyAccount account;
    private readonly Func<CleanUpRunner> runners;
    private readonly ILogger logger;
    private readonly IReadOnlyList<string> keys;
    private string? obstacle;
    private CleanUpResult? result;

    /// <summary>Hands its keys to the account.</summary>
    /// <param name="left">What it has left.</param>
    /// <param name="facts">What this run is asked to do.</param>
    /// <param name="brought">The fingerprint of the key that a person brought; null where this run creates one.</param>
    /// <param name="account">This run's keys.</param>
    /// <param name="runners">Make what removes files and batches.</param>
    /// <param name="logger">This run's log.</param>
    public EarlierCleanUp(
        EarlierLeft left,
        RunFacts facts,
        string? brought,
        KeyAccount account,
        Func<CleanUpRunner> runners,
        ILogger logger
    )
    {
        (this.left, this.account, this.runners, this.logger) = (left, account, runners, logger);
        keys = left.Keys;
        obstacle = Obstacle(left.Facts, facts) ?? (IsOfAnotherKey(brought) ? "it had another API key" : null);
        if (obstacle is null)
        {
            foreach (var key in keys)
            {
                account.Inherit(key, $"run {left.Facts!.Id} has left it");
            }
        }
    }

    /// <summary>Whether a reader of the report has to know of it: of those before the last one only what is done about them.</summary>
    public bool IsOfInterest => left.IsLast || (obstacle is null && (left.WasKilled || keys.Count > 0));

    /// <summary>Looks once more whether that run is over; to be called when the load of this one is.</summary>
    public void LookAgain()
    {
        if (obstacle is null && left.GoesOn)
        {
            obstacle = "its journal still grows: it goes on somewhere";
            foreach (var key in keys)
            {
                account.Gone(key);
            }
        }
    }

    /// <summary>Removes its batches and files.</summary>
    /// <param name="time">How long it may take.</param>
    public async Task RemoveAsync(CleanUpTime time)
    {
        if (obstacle is not null || !left.WasKilled)
        {
            return;
        }

        try
        {
            result = await runners().RunAsync(left.Items, left.Lost, time);
            var words = CleanUpWords.OfEarlier(result);
            LogCleanedUp(left.Facts!.Id, words);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            obstacle = exception.Message;
        }
    }

    /// <summary>
    /// Leaves in its list what is still there; to be called when the keys are deleted. Returns what a reader of the report
    /// must know, a line each.
    /// </summary>
    public IReadOnlyList<string> End()
    {
        List<string> notices = [];
        HashSet<string> lost = [.. account.Lost.Select(each => each.Key)];
        string[] open = [.. keys.Where(key => obstacle is not null || lost.Contains(key))];
        List<string> removed = [.. keys.Except(open, StringComparer.Ordinal).Select(key => $"API key {key}")];
        if (result is { Files: > 0 } or { Batches: > 0 })
        {
            removed.Add(CleanUpWords.OfEarlier(result));
        }

        if (removed.Count > 0)
        {
            notices.Add($"{left.What} had left at the service is removed: {string.Join(", ", removed)}");
        }

        string[]? rest = result is null ? null : [.. Rest(result)];
        if ((removed.Count > 0 || rest is not null) && Replace(open, rest) is { } problem)
        {
            notices.Add($"{left.FileName} cannot be written, and lists what is gone: {problem}");
        }

        if (File.Exists(left.FilePath))
        {
            var why = obstacle is null ? "" : $"; nothing of it was removed: {obstacle}";
            notices.Add($"{left.What} may have left at the service is in {left.FileName}{why}");
        }

        // Each by its name: a key that lives on is what matters most of all that is left.
        notices.AddRange(open.Select(key => $"API key {key} of that run may still be at the service"));
        return notices;
    }

    private static string? Obstacle(RunFacts? then, RunFacts now)
    {
        if (then is null)
        {
            return "no journal says which service that was";
        }

        // A mock server inside it went with it.
        if (then.Host != now.Host || then.Host == RunFacts.MockInside)
        {
            return $"that was at {then.Host}";
        }

        // Workers outlive a master that was killed, and clean up with its key; what a worker left, another may have taken over.
        if (then.PartOf is not null || ValueOf(then, ClusterCatalogue.Master.Name) == "true")
        {
            return "others had a part in it";
        }

        return Place
            .Where(name => ValueOf(then, name) != ValueOf(now, name))
            .Select(name => $"it had {ValueOf(then, name) ?? "no"} {name}")
            .FirstOrDefault();
    }

    // What another key has made may not be seen with this one: that it is gone would be no more than a guess.
    private bool IsOfAnotherKey(string? brought) =>
        brought is not null && !left.KeysUsed.Contains(brought, StringComparer.Ordinal);

    private static string? ValueOf(RunFacts facts, string name) =>
        facts.Settings.FirstOrDefault(setting => setting.Name == name)?.Value;

    private static IEnumerable<string> Rest(CleanUpResult result) =>
        [
            .. result.Left.Select(each => $"{each.Item} {each.Reason}"),
            .. result.SearchProblem is { } problem ? [$"? more of it may be there: {problem}"] : Array.Empty<string>(),
        ];

    private string? Replace(IEnumerable<string> open, IEnumerable<string>? rest)
    {
        try
        {
            left.Replace(open, rest);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "cleaned up after run {Run}, which was killed: {Words}")]
    private partial void LogCleanedUp(string run, string words);
}
