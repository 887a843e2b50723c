using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A load balancer that sends each user back to the server that it had, by a cookie.</summary>
public sealed class CookiesTests : IDisposable
{
    private const string Secret = "sticky-secret-";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Run_ServiceSetsCookies_EachUserSendsBackItsOwnThroughAllIterations(string cookies)
    {
        var given = 0;
        // Every upload fails, with words that hold what was sent: an iteration is one request.
        await using var balancer = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                await (
                    CookieOf(head) is { } cookie
                        ? connection.AnswerAsync(500, $"not you again, {cookie}")
                        : connection.AnswerAsync(
                            500,
                            "welcome",
                            $"Set-Cookie: LB={Secret}{Interlocked.Increment(ref given)}; Path=/\r\n"
                        )
                );
            }
        });

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = "sk-given-key" },
            [
                .. new[] { "--host", balancer.Address.ToString(), "--users", "2", "--spawn-rate", "100" },
                .. new[] { "--iterations", "10", "--wait", "100ms", "--cookies", cookies, "--results", "out" },
            ]
        );

        result.ExitedWith(1);
        var sent = balancer
            .Heads.Where(head => head.StartsWith("POST ", StringComparison.Ordinal))
            .Select(CookieOf)
            .ToList();
        Assert.Equal(10, sent.Count);
        if (cookies == "off")
        {
            Assert.All(sent, Assert.Null);
            return;
        }

        // The first of each user has none, and no later one is without.
        Assert.InRange(sent.Count(cookie => cookie is null), 1, 2);
        Assert.InRange(
            sent.Where(cookie => cookie is not null).Distinct(StringComparer.Ordinal).Count(),
            1,
            sent.Count(cookie => cookie is null)
        );
        Assert.Contains("not you again", result.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.All, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Secret, File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    private static string? CookieOf(string head) =>
        head.Split("\r\n")
            .Where(line => line.StartsWith("Cookie: ", StringComparison.Ordinal))
            .Select(line => line["Cookie: ".Length..])
            .SingleOrDefault();
}
