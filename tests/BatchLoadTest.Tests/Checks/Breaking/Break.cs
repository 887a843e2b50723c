using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>
/// A service that does one thing otherwise than the mock, and the check that finds it. Where the mock itself differs from what a check
/// looks for, the service here does it right.
/// </summary>
/// <param name="Check">The check's id.</param>
/// <param name="Begin">What answers the requests of one check of the service: a new one for each, as it may remember.</param>
internal sealed record Break(string Check, Func<Func<BrokenExchange, Task<ServiceAnswer>>> Begin)
{
    /// <summary>Whose ways the mock behind has.</summary>
    public MockFlavour Flavour { get; init; } = MockFlavour.ControlLayer;

    /// <summary>Further options of the command.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What it was that is broken, where a check has several.</summary>
    public string What { get; init; } = "";

    /// <summary>What answers where nothing is broken; null for the mock behind by itself.</summary>
    public Func<Func<BrokenExchange, Task<ServiceAnswer>>>? Unbroken { get; init; }

    /// <summary>How long the mock behind works on a batch.</summary>
    public TimeSpan BatchDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Share of rows that fail at the mock behind.</summary>
    public double RowFailRate { get; init; }

    public override string ToString() => What.Length == 0 ? Check : $"{Check} ({What})";

    /// <summary>Every answer to requests of a kind is changed.</summary>
    public static Break Answer(
        string check,
        string route,
        Action<ServiceAnswer, BrokenExchange> change,
        bool isAny = false
    ) =>
        new(
            check,
            () =>
                async exchange =>
                {
                    var answer = await exchange.ForwardAsync();
                    if (isAny || exchange.Is(route))
                    {
                        change(answer, exchange);
                    }

                    return answer;
                }
        );

    /// <summary>The JSON object of every success of a kind is changed.</summary>
    public static Break Json(string check, string route, Action<JsonObject> change) =>
        Answer(
            check,
            route,
            (answer, _) =>
            {
                if (answer.IsSuccess && answer.Json() is { } json)
                {
                    change(json);
                    answer.Text = json.ToJsonString();
                }
            }
        );

    /// <summary>Requests of a kind that fit are answered without the service behind.</summary>
    public static Break Instead(
        string check,
        string route,
        Func<BrokenExchange, bool> fits,
        Func<BrokenExchange, ServiceAnswer> answer
    ) =>
        new(
            check,
            () =>
                async exchange =>
                    exchange.Is(route) && fits(exchange) ? answer(exchange) : await exchange.ForwardAsync()
        );

    /// <summary>Requests of a kind are changed before the service behind gets them.</summary>
    public static Break Request(string check, string route, Action<BrokenExchange> change) =>
        new(
            check,
            () =>
                async exchange =>
                {
                    if (exchange.Is(route))
                    {
                        change(exchange);
                    }

                    return await exchange.ForwardAsync();
                }
        );

    /// <summary>Answers about a batch that is created for a purpose are changed (<see cref="MarkedBatch"/>).</summary>
    public static Break Marked(string check, string mark, Action<ServiceAnswer, string, int> change) =>
        new(
            check,
            () =>
            {
                var batch = new MarkedBatch(mark);
                return async exchange =>
                {
                    var (answer, kind, number) = await batch.ServeAsync(exchange);
                    change(answer, kind, number);
                    return answer;
                };
            }
        );

    /// <summary>The JSON object of every success of some kinds about such a batch is changed.</summary>
    public static Break MarkedJson(
        string check,
        string mark,
        IReadOnlyList<string> kinds,
        Action<JsonObject, int> change
    ) =>
        Marked(
            check,
            mark,
            (answer, kind, number) =>
            {
                if (kinds.Contains(kind, StringComparer.Ordinal) && answer.IsSuccess && answer.Json() is { } json)
                {
                    change(json, number);
                    answer.Text = json.ToJsonString();
                }
            }
        );

    /// <summary>
    /// Requests that fit and that the service behind refuses are answered as if it were broken, and others as if they were refused. For
    /// what it creates see <see cref="Instead"/>.
    /// </summary>
    public static Break Refused(string check, string route, Func<BrokenExchange, bool> fits) =>
        Answer(
            check,
            route,
            (answer, exchange) =>
            {
                if (fits(exchange))
                {
                    answer.Status = answer.Status is >= 400 and < 500 ? 500 : 400;
                    answer.Text = "no rows returned by a query that expected one";
                }
            }
        );
}
