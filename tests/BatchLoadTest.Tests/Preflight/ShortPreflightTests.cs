using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Preflight;
using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support.Servers;
using BatchLoadTest.Tests.Support.Workflow;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchLoadTest.Tests.Preflight;

/// <summary>What is asked before a load ends it only where all of it would be refused.</summary>
public sealed class ShortPreflightTests : IDisposable
{
    private const string Batches = "/ai/v1/batches";
    private const string Models = "/ai/v1/models";
    private const string Account = "/admin/api/v1/users/current";

    private readonly Dictionary<string, (int Status, string Body)> answers = new(StringComparer.Ordinal)
    {
        [Batches] = (200, """{"data":[]}"""),
    };
    private readonly Dictionary<string, string> second = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];
    private string? keyProblem;
    private readonly TemporaryFolder folder = new();
    private IApiKeySource source = new GivenKeySource("sk-given");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(401, "Invalid API key", "look whether the --api-key is one of this service")]
    [InlineData(402, "Account balance too low.", "no credit")]
    [InlineData(403, "Insufficient permissions to read batches", "lacks a role")]
    public async Task GivenKeyThatIsRefused_Ends_AfterItWasAskedTwice(int status, string words, string fix)
    {
        answers[Batches] = (status, words);

        var made = await RunAsync();

        Assert.Equal(
            $"preflight: the key is not admitted: {status} {words}; ",
            made.Problem?[..(made.Problem.IndexOf(';', StringComparison.Ordinal) + 2)]
        );
        Assert.Contains(fix, made.Problem, StringComparison.Ordinal);
        Assert.Equal((2, "failed"), (made.Requests, Assert.Single(made.Found).Verdict));
    }

    [Theory]
    [InlineData(403, "The API key is not active yet", "noted")]
    [InlineData(404, "Not Found", "not_seen")]
    [InlineData(405, "", "not_seen")]
    [InlineData(429, "too_many_requests", "not_seen")]
    [InlineData(503, "later", "not_seen")]
    public async Task WhatMayPass_EndsNothing(int status, string words, string verdict)
    {
        answers[Batches] = (status, words);

        var made = await RunAsync();

        Assert.Null(made.Problem);
        Assert.Equal((verdict, true), (made.Found[0].Verdict, made.Found[0].IsWarning));
        Assert.Equal(status is 404 or 405 ? 2 : 1, made.Requests);
    }

    [Fact]
    public async Task NewKey_ThatIsNotAdmitted_MayBeLater()
    {
        source = ScriptedKeySource.Creating(TimeProvider.System);
        answers[Batches] = (401, "Authentication required");

        var made = await RunAsync();

        Assert.Equal((null, 1, "noted"), (made.Problem, made.Requests, Assert.Single(made.Found).Verdict));
    }

    [Fact]
    public async Task NoKey_WhereTheServiceWantsOne_EndsWithWhatToGive()
    {
        source = new GivenKeySource(apiKey: null);
        answers[Batches] = (401, "Authentication required");

        Assert.Contains(
            "the service wants a key: give --api-key",
            (await RunAsync()).Problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task KeyThatIsNotToBeHad_EndsInTheWordsOfItsCreation()
    {
        source = new ScriptedKeySource((_, _) => throw new KeyRefusedException("cannot log in: HTTP 401"));

        var made = await RunAsync();

        Assert.Equal(0, made.Requests);
        Assert.StartsWith("cannot log in: HTTP 401; ", made.Problem, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("HTTP 403: Insufficient", "HTTP 403: Insufficient; look at --api-key-endpoint")]
    [InlineData("HTTP 401; try --auth login", "HTTP 401; try --auth login")]
    public async Task RefusedCreation_SaysWhatToSet_Once(string words, string expected)
    {
        source = new ScriptedKeySource((_, _) => throw new KeyRefusedException(words));

        var made = await RunAsync();

        Assert.StartsWith(expected, made.Problem, StringComparison.Ordinal);
        Assert.Equal(words.Contains("--", StringComparison.Ordinal), made.Problem == expected);
    }

    [Fact]
    public async Task KeyThatDoesNotCome_SaysWhatWasAnswered()
    {
        source = new ScriptedKeySource(
            async (_, end) =>
            {
                await Task.Delay(Timeout.Infinite, end);
                throw new OperationCanceledException(end);
            }
        );
        keyProblem = "http_500";

        var made = await RunAsync(TimeSpan.FromMilliseconds(300));

        var found = Assert.Single(made.Found);
        Assert.Equal(("no key within 0.3 s: last http_500", true), (found.Seen, found.IsWarning));
        Assert.Null(made.Problem);
    }

    // The keys of a load may be all right behind another address.
    [Theory]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("""{"status":"ok"}""")]
    public async Task WhatIsNoListOfBatches_IsAWarning_AndNothingMoreIsAsked(string body)
    {
        answers[Batches] = (200, body);

        var made = await RunAsync();

        var found = Assert.Single(made.Found);
        Assert.Equal((null, 1, "noted", true), (made.Problem, made.Requests, found.Verdict, found.IsWarning));
        Assert.Equal(
            "/ai/v1/batches is answered 200 and no list of batches: look at --host and --api-base",
            found.Seen
        );
    }

    [Theory]
    [InlineData(401, "who are you", "the list of models is answered 401 who are you")]
    [InlineData(404, "Not Found", "the list of models is answered 404 Not Found")]
    [InlineData(200, "<html></html>", "the list of models is answered 200 and no list")]
    [InlineData(0, "", "the list of models is not answered within 0.5 s")]
    public async Task ModelsThatAreNotSeen_AreOneLine(int status, string body, string seen)
    {
        answers[Models] = (status, body);

        var made = await RunAsync(TimeSpan.FromSeconds(status == 0 ? 0.5 : 20));

        Assert.Null(made.Problem);
        Assert.Equal(
            ("preflight.models", "not_seen", seen, status != 404),
            (made.Found[1].Check, made.Found[1].Verdict, made.Found[1].Seen, made.Found[1].IsWarning)
        );
    }

    [Fact]
    public async Task WhatWouldEndTheRun_IsAskedTwice()
    {
        source = new WithCredential(ScriptedKeySource.Creating(TimeProvider.System));
        answers[Models] = (200, """{"data":[{"id":"a"}]}""");
        second[Models] = """{"data":[{"id":"load-test"}]}""";
        answers[Account] = (200, """{"credit_balance":-1}""");
        second[Account] = """{"credit_balance":3}""";

        var made = await RunAsync();

        Assert.Equal((null, 5), (made.Problem, made.Requests));
        Assert.Equal("the account's balance is 3", made.Found[^1].Seen);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a"}],"has_more":true}""")]
    [InlineData("""{"data":[{"id":"Load-Test"}]}""")]
    public async Task ListThatMayHaveTheModel_EndsNothing(string list)
    {
        answers[Models] = (200, list);

        var made = await RunAsync();

        Assert.Equal((null, 2, "noted"), (made.Problem, made.Requests, made.Found[1].Verdict));
    }

    [Fact]
    public async Task GivenKey_IsNotCalledNew()
    {
        answers[Batches] = (403, "Unknown API key");

        Assert.Equal(
            "the given key is not admitted: 403 Unknown API key",
            Assert.Single((await RunAsync()).Found).Seen
        );
    }

    [Fact]
    public async Task ServiceThatDoesNotAnswer_EndsNothing_WithinTheLimit()
    {
        answers[Batches] = (0, "");

        var made = await RunAsync(TimeSpan.FromMilliseconds(300));

        Assert.Null(made.Problem);
        Assert.Equal("no answer within 0.3 s", Assert.Single(made.Found).Seen);
        Assert.InRange(made.Took, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2));
    }

    // Elsewhere a gateway may have names that it does not list.
    [Theory]
    [InlineData("""["a","b"]""", "/ai/v1", true)]
    [InlineData("""["a","openai/*"]""", "/ai/v1", false)]
    [InlineData("""["a","b"]""", "/v1", false)]
    [InlineData("[]", "/ai/v1", false)]
    [InlineData("""["a","load-test"]""", "/ai/v1", false)]
    public async Task ModelsThatAreNotListed_EndOnlyWhereAllWouldBe(string listed, string apiBase, bool ends)
    {
        var models = string.Join(
            ',',
            System.Text.Json.JsonSerializer.Deserialize<string[]>(listed)!.Select(id => $$"""{"id":"{{id}}"}""")
        );
        answers[apiBase + "/batches"] = (200, """{"data":[]}""");
        answers[apiBase + "/models"] = (200, $$"""{"data":[{{models}}]}""");

        var made = await RunAsync(apiBase: apiBase);

        Assert.Equal(ends, made.Problem is not null);
        if (ends)
        {
            Assert.StartsWith(
                "preflight: load-test is not among the 2 that the key may use: a, b; name a model",
                made.Problem,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task OtherDialect_IsAskedForNoModels()
    {
        answers["/v1/batches"] = (200, """{"data":[]}""");

        await RunAsync(dialect: "openai", apiBase: "/v1");

        Assert.Equal(["/v1/batches?limit=1"], asked);
    }

    [Theory]
    [InlineData("-0.5", true, "failed", "the account's balance is -0.5")]
    [InlineData("0", false, "noted", "the account's balance is 0: batches are taken")]
    [InlineData("12.5", false, "passed", "the account's balance is 12.5")]
    [InlineData("\"-1\"", false, "not_seen", "the service tells no balance")]
    public async Task Balance_BelowNothing_Ends(string balance, bool ends, string verdict, string seen)
    {
        source = new WithCredential(ScriptedKeySource.Creating(TimeProvider.System));
        answers[Account] = (200, $$"""{"credit_balance":{{balance}}}""");

        var made = await RunAsync();

        Assert.Equal(ends, made.Problem is not null);
        Assert.Equal(("preflight.balance", verdict), (made.Found[^1].Check, made.Found[^1].Verdict));
        Assert.StartsWith(seen, made.Found[^1].Seen, StringComparison.Ordinal);
        Assert.Contains($"{Account}?include=billing dwctl_session=s", asked);
    }

    [Fact]
    public async Task GivenKey_IsNotAskedForTheBalance()
    {
        await RunAsync();

        Assert.Equal([$"{Batches}?limit=1", Models], asked);
    }

    [Fact]
    public async Task DataFile_IsReadUntilAModelIsKnown()
    {
        var rows = new[] { "x", "y", "a", "z" }.Select(model =>
            $$$"""{"custom_id":"{{{model}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"{{{model}}}"}}"""
        );
        using var data = await DataFile.LoadAsync(
            folder.Write("rows.jsonl", string.Join('\n', rows)),
            null,
            1_000,
            TestContext.Current.CancellationToken
        );
        var mix = ClassMix.Only(data, new WorkflowOptions());

        var none = await DataModels.OfAsync(mix, ["b"], TestContext.Current.CancellationToken);

        Assert.Equal(["x", "y", "a", "z"], none.Named);
        Assert.True(none.IsWhole);
    }

    private async Task<PreflightRecord> RunAsync(
        TimeSpan? limit = null,
        string dialect = "control-layer",
        string apiBase = "/ai/v1"
    )
    {
        await using var server = await WebServer.StartAsync(AnswerAsync);
        var options = new BatchApiOptions
        {
            Host = server.Address,
            ApiBase = apiBase,
            Dialect = KnownDialects.All.Single(each => each.Name == dialect),
        };
        using var transport = new ApiTransport(options, TimeProvider.System, new SecretRedactor());
        using var data = ClassMix.Only(
            new GeneratedData(
                1,
                new RowShape
                {
                    Bytes = 300,
                    Model = "load-test",
                    Endpoint = "/v1/chat/completions",
                },
                1,
                null
            ),
            new WorkflowOptions()
        );
        var mix = new ClassMix([data.All[0] with { Model = "load-test" }]);
        var key = new SharedApiKey(
            source,
            TimeSpan.FromSeconds(10),
            TimeProvider.System,
            NullLogger.Instance,
            TestContext.Current.CancellationToken
        );
        return await new ShortPreflight(
            transport,
            key,
            new ShortPreflightTerms
            {
                Options = options,
                Key = new KeyOptions(),
                Data = mix,
                KeyProblem = () => keyProblem,
            },
            TimeProvider.System
        ).RunAsync(limit ?? TimeSpan.FromSeconds(20), CancellationToken.None);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var cookie = context.Request.Headers.Cookie.ToString();
        var path = context.Request.Path.ToString();
        var (status, body) = answers.GetValueOrDefault(path, (404, "Not Found"));
        lock (asked)
        {
            var isAgain = asked.Any(each => each.StartsWith(path, StringComparison.Ordinal));
            body = isAgain ? second.GetValueOrDefault(path, body) : body;
            asked.Add($"{path}{context.Request.QueryString} {cookie}".TrimEnd());
        }

        if (status == 0)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }

    private sealed class WithCredential(IApiKeySource inner) : IApiKeySource
    {
        public bool CanRenew => inner.CanRenew;

        public KeyCredential? Credential => new KeyCredential(Authorization: null, "dwctl_session=s");

        public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) => inner.ObtainAsync(cancellationToken);

        public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) =>
            inner.DeleteAsync(key, cancellationToken);
    }
}
