using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Checks;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Preflight;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Preflight;

/// <summary>
/// Looks once before a load whether every request of it would be refused: by its key, its models or its account's balance. Creates
/// nothing but the run's own key, uploads nothing, and ends the run for nothing that may pass.
/// </summary>
/// <param name="transport">The way to the service.</param>
/// <param name="key">The run's key.</param>
/// <param name="terms">What to look at.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class ShortPreflight(
    ApiTransport transport,
    SharedApiKey key,
    ShortPreflightTerms terms,
    TimeProvider timeProvider
)
{
    private const string KeyId = "preflight.key";
    private const string AdmittedId = "preflight.admitted";
    private const string ModelsId = "preflight.models";
    private const string BalanceId = "preflight.balance";
    private const int MostShown = 4;

    // What is refused for good is refused twice.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ApiPaths paths = new(terms.Options);
    private readonly List<PreflightFinding> found = [];
    private string looking = KeyId;
    private string? answered;
    private bool hasNoModels;
    private string? problem;
    private int requests;

    /// <summary>Looks. Never throws for what the service does.</summary>
    /// <param name="limit">For all of it.</param>
    /// <param name="stopped">The run is to end.</param>
    public async Task<PreflightRecord> RunAsync(TimeSpan limit, CancellationToken stopped)
    {
        var begin = timeProvider.GetTimestamp();
        using var over = new CancellationTokenSource(limit, timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopped);
        // The limit of all ends before that of one request: what is said does not depend on which is faster.
        using var client = new CheckClient(transport, terms.Options, limit + limit, timeProvider);
        try
        {
            await LookAsync(client, end.Token);
        }
        catch (OperationCanceledException)
        {
            if (!stopped.IsCancellationRequested)
            {
                Note(CheckVerdict.NotSeen, Late($"{limit.TotalSeconds:0.#} s"), isWarning: true);
            }
        }

        return new PreflightRecord(requests, timeProvider.GetElapsedTime(begin), found) { Problem = problem };
    }

    // What is known by then is said: no answer, or none that helped.
    private string Late(string limit) =>
        looking switch
        {
            KeyId => $"no key within {limit}" + (terms.KeyProblem() is { } last ? $": last {last}" : ": no answer"),
            ModelsId => $"the list of models is not answered within {limit}",
            BalanceId => $"the account's balance is not answered within {limit}",
            _ => answered is null
                ? $"no answer within {limit}"
                : $"no second answer within {limit}, the first: {answered}",
        };

    private async Task LookAsync(CheckClient client, CancellationToken end)
    {
        ApiKey usable;
        try
        {
            usable = await key.GetAsync(end);
        }
        catch (KeyRefusedException exception)
        {
            var (words, fix) = (exception.Message, KeyCheck.FixOf(terms.Key.Mode, exception.Message));
            Note(CheckVerdict.Failed, words, fix);
            // Some name an option themselves.
            problem = words.Contains("--", StringComparison.Ordinal) ? words : $"{words}; {fix}";
            return;
        }

        client.Authorization = usable.Authorization;
        if (!await IsAdmittedAsync(client, usable, end) || !terms.IsControlLayer)
        {
            return;
        }

        await LookAtModelsAsync(client, end);
        if (problem is null)
        {
            await LookAtBalanceAsync(client, end);
        }
    }

    // Whether there is more to be asked with this key.
    private async Task<bool> IsAdmittedAsync(CheckClient client, ApiKey usable, CancellationToken end)
    {
        looking = AdmittedId;
        var answer = await SendTwiceAsync(client, paths.NewestBatch, each => IsForGood(usable, each), end);
        answered = null;
        if (answer.IsSuccess && !IsList(answer))
        {
            var isPage = answer.ContentHeaders?.ContentType?.MediaType == "text/html";
            Note(
                CheckVerdict.Noted,
                $"{paths.Batches.AbsolutePath} is answered {answer.Status} and {(isPage ? "a web page" : "no list of batches")}: "
                    + "look at --host and --api-base",
                "a login page or a proxy may stand before the service"
            );
            return false;
        }

        if (answer.IsSuccess)
        {
            Note(CheckVerdict.Passed, usable.Authorization is null ? "no key is asked for" : "the key is admitted");
            return true;
        }

        if (IsForGood(usable, answer))
        {
            Fail($"the key is not admitted: {answer.Words}", AdmittedFix.Of(usable, answer));
            return false;
        }

        if (answer.Status is { } status && KeyRefusal.MayPass(status, answer.Words))
        {
            Note(
                CheckVerdict.Noted,
                $"{(usable.IsCreated ? "the key is not admitted yet" : "the given key is not admitted")}: {answer.Words}"
            );
            return false;
        }

        Note(CheckVerdict.NotSeen, $"the list of batches is answered {answer.Words}");
        // A service may have no list of batches and be fine; one that limits, fails or hangs is not asked more.
        return answer.Status is 404 or 405 or 501;
    }

    private static bool IsForGood(ApiKey usable, CheckAnswer answer) =>
        answer.Status switch
        {
            401 => !usable.IsCreated,
            402 => true,
            403 => !KeyRefusal.MayPass(403, answer.Words),
            _ => false,
        };

    // Of one that is longer than what is kept the beginning tells.
    private static bool IsList(CheckAnswer answer) =>
        answer.Length > CheckClient.MostKept
            ? answer.Body.AsSpan().TrimStart() is ['{' or '[', ..]
            : answer.Json().ValueKind == JsonValueKind.Array || answer.Member("data").ValueKind == JsonValueKind.Array;

    private async Task LookAtModelsAsync(CheckClient client, CancellationToken end)
    {
        looking = ModelsId;
        var result = await SeeModelsAsync(client, end);
        if (result.Verdict == CheckVerdict.Failed)
        {
            await Task.Delay(Pause, timeProvider, end);
            result = await SeeModelsAsync(client, end);
        }

        Take(result);
    }

    private async Task<CheckResult> SeeModelsAsync(CheckClient client, CancellationToken end)
    {
        var answer = await SendAsync(client, paths.Models, end);
        if (!answer.IsSuccess)
        {
            hasNoModels = answer.Status is 404 or 405 or 501;
            return CheckResult.NotSeen($"the list of models is answered {answer.Words}", answer);
        }

        var listed = ModelsCheck.Ids(answer.Json());
        if (listed is not { Count: > 0 })
        {
            return CheckResult.NotSeen(
                listed is null ? $"the list of models is answered {answer.Status} and no list" : "no models are listed",
                answer
            );
        }

        var data = await DataModels.OfAsync(terms.Data, listed, end);
        var missing = data.Named.Where(model => !listed.Contains(model, StringComparer.Ordinal)).ToList();
        if (missing.Count == 0)
        {
            return CheckResult.Pass($"{Names(data.Named)}, among {listed.Count} models");
        }

        var words =
            $"{Names(missing)} {(missing.Count == 1 ? "is" : "are")} not among the {listed.Count} that the key may use: "
            + Names(listed);
        return terms.ListsAllModels && data.IsWhole && IsWhole(answer) && !data.Named.Any(model => MayBe(model, listed))
            ? CheckResult.Fail(words, ModelFix.Words, answer)
            : CheckResult.Note(words, ModelFix.Words, answer);
    }

    private static bool IsWhole(CheckAnswer list) => list.Member("has_more").ValueKind != JsonValueKind.True;

    // Services may take a name in other letters, or by a pattern.
    private static bool MayBe(string model, IReadOnlyList<string> listed) =>
        listed.Any(each =>
            each.Equals(model, StringComparison.OrdinalIgnoreCase) || each.Contains('*', StringComparison.Ordinal)
        );

    private async Task LookAtBalanceAsync(CheckClient client, CancellationToken end)
    {
        if (
            key.Credential is not { } credential
            || AccountBalance.AddressOf(terms.Options.Host, terms.Key.Endpoint) is not { } address
        )
        {
            return;
        }

        looking = BalanceId;
        requests++;
        var result = AccountBalance.Judge(await AccountBalance.AskAsync(client, address, credential, end));
        if (result.Verdict == CheckVerdict.Failed)
        {
            await Task.Delay(Pause, timeProvider, end);
            requests++;
            result = AccountBalance.Judge(await AccountBalance.AskAsync(client, address, credential, end));
        }

        Take(result);
    }

    private void Take(CheckResult result)
    {
        if (result.Verdict == CheckVerdict.Failed)
        {
            Fail(result.Seen, result.Fix!);
        }
        else
        {
            Note(result.Verdict, result.Seen, result.Fix);
        }
    }

    private async Task<CheckAnswer> SendTwiceAsync(
        CheckClient client,
        Uri address,
        Func<CheckAnswer, bool> isForGood,
        CancellationToken end
    )
    {
        var answer = await SendAsync(client, address, end);
        if (!isForGood(answer))
        {
            return answer;
        }

        answered = answer.Words;
        await Task.Delay(Pause, timeProvider, end);
        return await SendAsync(client, address, end);
    }

    private Task<CheckAnswer> SendAsync(CheckClient client, Uri address, CancellationToken end)
    {
        requests++;
        return client.SendAsync(HttpMethod.Get, address, end);
    }

    private void Note(CheckVerdict verdict, string seen, string? fix = null, bool isWarning = false) =>
        found.Add(
            new PreflightFinding(looking, verdict.KindName(), transport.Redact(seen)!, fix)
            {
                // That a service lists no models, or tells no balance, is no news.
                IsWarning =
                    isWarning
                    || verdict == CheckVerdict.Noted
                    || (verdict == CheckVerdict.NotSeen && looking != BalanceId && !hasNoModels),
            }
        );

    private void Fail(string seen, string fix)
    {
        Note(CheckVerdict.Failed, seen, fix);
        problem = $"preflight: {transport.Redact(seen)}; {fix}";
    }

    private static string Names(IReadOnlyList<string> models) =>
        string.Join(", ", models.Take(MostShown)) + (models.Count > MostShown ? ", …" : "");
}
