namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that do something wrong with certain files.</summary>
internal static class FileBreaks
{
    /// <summary>Whether an upload is that of the check: its file is named for it.</summary>
    public static bool IsOf(BrokenExchange exchange, string check) =>
        exchange.Is("POST files")
        && exchange.Text.Contains(
            $"check-{check[(check.IndexOf('.', StringComparison.Ordinal) + 1)..]}",
            StringComparison.Ordinal
        );

    /// <summary>Requests about the file that was uploaded under a name.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="begin">What answers them; it may remember.</param>
    public static Break About(string check, string name, Func<Func<BrokenExchange, Task<ServiceAnswer>>> begin) =>
        new(
            check,
            () =>
            {
                var serve = begin();
                string? id = null;
                return async exchange =>
                {
                    if (id is not null && exchange.Route.Contains(id, StringComparison.Ordinal))
                    {
                        return await serve(exchange);
                    }

                    var answer = await exchange.ForwardAsync();
                    if (exchange.Is("POST files") && exchange.Text.Contains($"\"{name}\"", StringComparison.Ordinal))
                    {
                        id ??= answer.Json()?["id"]?.GetValue<string>();
                    }

                    return answer;
                };
            }
        );

    /// <summary>The answers to requests of a kind about that file are changed.</summary>
    public static Break About(string check, string name, string route, Action<ServiceAnswer, BrokenExchange> change) =>
        About(
            check,
            name,
            () =>
                async exchange =>
                {
                    var answer = await exchange.ForwardAsync();
                    if (exchange.Is(route))
                    {
                        change(answer, exchange);
                    }

                    return answer;
                }
        );

    /// <summary>Requests of a kind about a file that was never uploaded are answered otherwise.</summary>
    public static Break Unknown(string check, string route, ServiceAnswer instead) =>
        new(
            check,
            () =>
            {
                HashSet<string> known = new(StringComparer.Ordinal);
                return async exchange =>
                {
                    var answer = await exchange.ForwardAsync();
                    if (exchange.Is("POST files") && answer.Json()?["id"]?.GetValue<string>() is { } id)
                    {
                        known.Add(id);
                    }

                    return answer.Status == 404 && exchange.Is(route) && !known.Contains(exchange.Part(1))
                        ? instead
                        : answer;
                };
            }
        );
}
