using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Settings;

public sealed class ErrorTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--users|0", "--users '0' from the command line: must be a whole number from 1 to 1,000,000")]
    [InlineData(
        "--users|1000001",
        "--users '1000001' from the command line: must be a whole number from 1 to 1,000,000"
    )]
    [InlineData("--users|-5", "--users '-5' from the command line: must be a whole number")]
    [InlineData("--users|", "--users '' from the command line: must be a whole number")]
    [InlineData("--spawn-rate|0", "--spawn-rate '0' from the command line: must be a number above 0")]
    [InlineData("--spawn-rate|NaN", "--spawn-rate 'NaN' from the command line: must be a number above 0")]
    [InlineData("--spawn-rate|Infinity", "--spawn-rate 'Infinity' from the command line: must be a number above 0")]
    [InlineData("--run-time|0s", "--run-time '0s' from the command line: must be a duration above zero")]
    [InlineData("--iterations|0", "--iterations '0' from the command line: must be a whole number of 1 or more")]
    [InlineData(
        "--wait|3s-1s",
        "--wait '3s-1s' from the command line: must be a range with the shorter duration first"
    )]
    [InlineData(
        "--engine|nbomber",
        "--engine 'nbomber' from the command line: this build does not hold nbomber; "
            + "build it in with 'dotnet build src/BatchLoadTest -c Release -p:WithNBomber=true'"
    )]
    [InlineData("--engine|k6", "--engine 'k6' from the command line: must be builtin")]
    [InlineData(
        "--nbomber-arg=--cluster-id=x",
        "--nbomber-arg from the command line and --engine 'builtin' by default: only the engine nbomber takes arguments"
    )]
    [InlineData("--nbomber-arg|cluster-id=x", "--nbomber-arg from the command line: must be written --NAME=VALUE")]
    [InlineData("--nbomber-arg=--cluster-id", "--nbomber-arg from the command line: must be written --NAME=VALUE")]
    [InlineData("--nbomber-arg|-c=x", "--nbomber-arg from the command line: must be written --NAME=VALUE")]
    [InlineData(
        "--nbomber-arg=--config=x.json",
        "--nbomber-arg from the command line: NBomber's own configuration file would replace the load"
    )]
    [InlineData(
        "--nbomber-arg=--License=key",
        "--nbomber-arg from the command line: the licence key comes from NBOMBER_LICENSE only"
    )]
    [InlineData("--api-base|v1", "--api-base 'v1' from the command line: must be a path that begins with '/'")]
    [InlineData("--api-base|https://h/v1", "--api-base 'https://h/v1' from the command line: must be a path")]
    [InlineData("--http-version|3", "--http-version '3' from the command line: must be 1.1 or 2")]
    [InlineData("--cookies|maybe", "--cookies 'maybe' from the command line: must be on or off")]
    [InlineData("--proxy|ftp://h", "--proxy from the command line: must be the address of a proxy such as")]
    [InlineData("--proxy|http://h/path", "--proxy from the command line: must be the address of a proxy such as")]
    [InlineData("--connections|many", "--connections 'many' from the command line: must be shared or per-user")]
    [InlineData("--ca-cert|none.pem", "--ca-cert 'none.pem' from the command line: the file does not exist")]
    [InlineData(
        "--header|Content-Type: x",
        "--header from the command line: Content-Type is set by each request itself"
    )]
    [InlineData("--header|Na me: x", "--header from the command line: must be written 'Name: value'")]
    [InlineData("--header|: x", "--header from the command line: must be written 'Name: value'")]
    [InlineData("--header|A: b\r\nC: d", "--header from the command line: the value of A must be ASCII on one line")]
    [InlineData("--auth|oauth", "--auth 'oauth' from the command line: must be basic, login or none")]
    [InlineData("--username|a:b", "--username 'a:b' from the command line: must be a name without colons")]
    [InlineData("--api-key-endpoint|keys", "--api-key-endpoint 'keys' from the command line: must be a path")]
    [InlineData("--verify|all", "--verify 'all' from the command line: must be random, metadata, content or both")]
    [InlineData("--metadata|team", "--metadata 'team' from the command line: must be written key=value")]
    [InlineData("--metadata|user=me", "--metadata 'user=me' from the command line: test_run and user are set")]
    [InlineData(
        "--metadata|a=1|--metadata|a=2",
        "--metadata 'a=1, a=2' from the command line: a key must not be given twice"
    )]
    [InlineData("--poll-backoff|0.9", "--poll-backoff '0.9' from the command line: must be a number from 1 to 1,000")]
    [InlineData("--max-polls|0", "--max-polls '0' from the command line: must be a whole number from 1")]
    [InlineData("--max-line|500", "--max-line '500' from the command line: must be from 1KB to 1GB")]
    [InlineData("--max-line|2GB", "--max-line '2GB' from the command line: must be from 1KB to 1GB")]
    [InlineData("--max-retries|-1", "--max-retries '-1' from the command line: must be a whole number from 0")]
    [InlineData(
        "--p95-threshold-ms|0",
        "--p95-threshold-ms '0' from the command line: must be a number of milliseconds"
    )]
    [InlineData(
        "--error-rate-threshold|2",
        "--error-rate-threshold '2' from the command line: must be a share from 0 to 1"
    )]
    [InlineData("--tag|novalue", "--tag 'novalue' from the command line: must be written key=value")]
    [InlineData("--tag|a=1|--tag|a=2", "--tag 'a=1, a=2' from the command line: the same key is given twice")]
    [InlineData(
        "--threshold| ",
        "--threshold ' ' from the command line: ' ' is not a threshold: at character 2 the name of"
    )]
    [InlineData(
        "--threshold|p95 < 5",
        "--threshold 'p95 < 5' from the command line: '5' does not fit p95 (at character 7); write a time"
    )]
    [InlineData(
        "--loglevel|loud",
        "--loglevel 'loud' from the command line: must be debug, info, warning, error or critical"
    )]
    [InlineData("--headless|maybe", "--headless 'maybe' from the command line: must be true or false")]
    [InlineData("--headless|--headless=false", "--headless from the command line: given several times")]
    [InlineData("--users", "--users from the command line: a value (N) is missing")]
    [InlineData("--users=", "--users from the command line: a value (N) is missing")]
    [InlineData("--users|--headless", "--users from the command line: a value (N) is missing")]
    [InlineData("--tag|a=b|--tag", "--tag from the command line: a value (KEY=VALUE) is missing")]
    [InlineData("--urls|http://x", "'--urls' from the command line: an option of the command mock only")]
    [InlineData("--arriving-rate|5/s", "'--arriving-rate' from the command line: unknown option")]
    [InlineData("--cvs=x", "'--cvs' from the command line: unknown option; did you mean --csv?")]
    [InlineData("--spwan-rate|2", "'--spwan-rate' from the command line: unknown option; did you mean --spawn-rate?")]
    [InlineData("--verison", "'--verison' from the command line: unknown option; did you mean --version?")]
    [InlineData("-headless", "'-headless' from the command line: unknown option; did you mean --headless?")]
    [InlineData("-headles", "'-headles' from the command line: unknown option; did you mean --headless?")]
    [InlineData("-host|http://x", "'-host' from the command line: unknown option; did you mean --host?")]
    [InlineData("-host=http://x", "'-host' from the command line: unknown option; did you mean --host?")]
    [InlineData("-help", "'-help' from the command line: unknown option; did you mean --help?")]
    [InlineData("-users|5", "'-users' from the command line: unknown option; did you mean --users?")]
    [InlineData("--headless|-thresold|p95<1s", "'-thresold' from the command line: unknown option; did you mean --thr")]
    [InlineData("--iterations|1|-headless", "'-headless' from the command line: unknown option; did you mean --head")]
    [InlineData("--header|A: b|-headless", "'-headless' from the command line: unknown option; did you mean --head")]
    [InlineData("-hx", "'-h' from the command line: unknown option")]
    [InlineData("-5", "'-5' from the command line: unknown option")]
    [InlineData("-umany", "'-u' from the command line: nothing that can be its value follows it at once")]
    [InlineData("-u5x", "--users '5x' from the command line: must be a whole number")]
    [InlineData(
        "--password|-Hunter2",
        "--password from the command line: what follows begins with a dash; write --pass"
    )]
    [InlineData(
        "--password|-u5",
        "--password from the command line: what follows begins with a dash; write --password=T"
    )]
    [InlineData(
        "--api-key|-psk-1",
        "--api-key from the command line: what follows begins with a dash; write --api-key="
    )]
    [InlineData("--api-key|--psk-1", "--api-key from the command line: what follows begins with a dash; write --api-k")]
    [InlineData("-Q|8089", "'-Q' from the command line: unknown option")]
    [InlineData("stray", "'stray' from the command line: no argument is expected here")]
    [InlineData("moc", "'moc' from the command line: no argument is expected here; did you mean mock?")]
    [InlineData("mock", "'mock' from the command line: the command comes first")]
    [InlineData("-u5|7", "'7' from the command line: no argument is expected here")]
    [InlineData("--|--users", "'--users' from the command line: no argument is expected here")]
    [InlineData(
        "bad\u001b[31m\nline",
        "'bad\\u001b[31m\\u000aline' from the command line: no argument is expected here"
    )]
    public async Task OneError_OneLine(string args, string expected)
    {
        var error = await line.ErrorAsync(args.Split('|'));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal($"error: {error}\nSee batch-load-test --help\n", line.Error.ReplaceLineEndings("\n"));
        Assert.Empty(line.Output);
    }

    [Theory]
    [InlineData("localhost:3001", "must begin with http:// or https://, such as http://localhost:3001")]
    [InlineData("target.example", "must begin with http:// or https://, such as http://target.example")]
    [InlineData("https://h/ai/v1/", "must not hold a path; give --host https://h and --api-base /ai/v1")]
    [InlineData("ftp://h", "must be an http or https address such as https://host:8443, or mock")]
    [InlineData("http://", "must be an http or https address such as https://host:8443, or mock")]
    [InlineData("http://h:99999", "must be an http or https address such as https://host:8443, or mock")]
    [InlineData("http://h h", "must be an http or https address such as https://host:8443, or mock")]
    public async Task Host_Refused(string host, string problem)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("--host", host));
        Assert.Equal($"--host '{host}' from the command line: {problem}", Assert.Single(line.Errors));
    }

    [Fact]
    public async Task Host_Missing_SaysHowToGiveOne()
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("--headless", "--users", "5"));
        var error = Assert.Single(line.Errors);
        Assert.All(
            ["--host https://", "LOCUST_HOST", "BATCH_LOAD_TEST_HOST", "--host mock"],
            way => Assert.Contains(way, error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task AllErrors_AtOnce()
    {
        line.Variables["LOCUST_RUN_TIME"] = "soon";
        line.Variables["BATCH_LOAD_TEST_USRES"] = "1";
        line.Write("my.json", """{"max-polls": 0, "nonsense": 1}""");
        var code = await line.InvokeAsync(
            "--headless",
            "--users",
            "x",
            "--spwan-rate",
            "2",
            "stray",
            "--config",
            "my.json"
        );

        Assert.Equal(ExitCodes.WrongUsage, code);
        string[] subjects =
        [
            "--users 'x'",
            "--spwan-rate",
            "stray",
            "soon",
            "USRES",
            "--max-polls '0'",
            "nonsense",
            "--host",
        ];
        Assert.Equal(subjects.Length, line.Errors.Count);
        Assert.All(
            subjects,
            subject => Assert.Single(line.Errors, error => error.Contains(subject, StringComparison.Ordinal))
        );
        Assert.EndsWith("See batch-load-test --help\n", line.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingValueBeforeMisspeltOption_NamesBoth()
    {
        await line.InvokeAsync("--host", "mock", "--users", "--spwan-rate", "2");
        Assert.Equal(
            [
                "'--spwan-rate' from the command line: unknown option; did you mean --spawn-rate?",
                "--users from the command line: a value (N) is missing",
            ],
            line.Errors
        );
    }

    [Theory]
    [InlineData(
        "--insecure|--ca-cert|ca.pem",
        "--insecure 'true' from the command line and --ca-cert 'ca.pem' from the command line: "
    )]
    [InlineData(
        "--print-stats|--only-summary",
        "--print-stats 'true' from the command line and --only-summary 'true' from the command line: "
    )]
    [InlineData(
        "--poll-interval|1m",
        "--poll-interval '1m' from the command line and --poll-max-interval '30s' by default: "
    )]
    [InlineData(
        "--mock-latency|1s",
        "--mock-latency '1s' from the command line and --host 'https://target.example' from the command line: "
    )]
    public async Task Contradiction_NamesBothSources(string args, string expected)
    {
        using var certificates = new TestCertificates();
        line.Write("ca.pem", certificates.Authority.ExportCertificatePem());
        Assert.StartsWith(expected, await line.ErrorAsync(args.Split('|')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contradiction_IsNotSaidOfAWrongValue() =>
        Assert.StartsWith(
            "--poll-max-interval 'x'",
            await line.ErrorAsync("--poll-interval", "1m", "--poll-max-interval", "x"),
            StringComparison.Ordinal
        );
}
