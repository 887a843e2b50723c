using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>A request on its way to the service behind.</summary>
internal sealed class BrokenExchange(HttpContext context, byte[] body, Uri behind, HttpMessageInvoker client)
{
    /// <summary>Method and path without the base, such as <c>GET files/x/content</c>.</summary>
    public string Route { get; } = context.Request.Method + " " + WithoutBase(context.Request.Path.Value!);

    public string Method { get; set; } = context.Request.Method;

    /// <summary>Path with its base.</summary>
    public string Path { get; set; } = context.Request.Path.Value!;

    public string Query { get; set; } = context.Request.QueryString.Value!;

    /// <summary>Headers of the request; those of its body too.</summary>
    public Dictionary<string, string> Headers { get; } =
        context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );

    public byte[] Body { get; set; } = body;

    /// <summary>The request's body as text.</summary>
    public string Text
    {
        get => Encoding.UTF8.GetString(Body);
        set => Body = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>The part of the path at a place, such as 1 for the id of <c>files/x/content</c>.</summary>
    public string Part(int number) => Uri.UnescapeDataString(Route.Split(' ')[1].Split('/')[number]);

    /// <summary>Whether it is a request of that kind: <c>GET files/*/content</c>.</summary>
    public bool Is(string route)
    {
        var (own, wanted) = (Route.Split(' ', '/'), route.Split(' ', '/'));
        return own.Length == wanted.Length
            && own.Zip(wanted).All(pair => pair.Second == "*" || pair.First == pair.Second);
    }

    /// <summary>Whether it is sent with the key of the other account.</summary>
    public bool IsOfSecondKey => Headers.GetValueOrDefault("Authorization") == $"Bearer {CheckedService.SecondKey}";

    /// <summary>Has the service behind answer it, as it stands now.</summary>
    public async Task<ServiceAnswer> ForwardAsync()
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(behind, Path + Query));
        if (Body.Length > 0 || Method == "POST")
        {
            request.Content = new ByteArrayContent(Body);
        }

        foreach (var (name, value) in Headers)
        {
            if (name is "Host" or "Content-Length" or "Transfer-Encoding" or "Connection")
            {
                continue;
            }

            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await client.SendAsync(request, context.RequestAborted);
        var answer = new ServiceAnswer
        {
            Status = (int)response.StatusCode,
            Body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted),
        };
        Copy(response.Headers, answer);
        Copy(response.Content.Headers, answer);
        return answer;
    }

    private static void Copy(HttpHeaders headers, ServiceAnswer answer)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            if (name is not ("Content-Length" or "Transfer-Encoding" or "Connection" or "Date"))
            {
                answer.Headers[name] = values.ToString();
            }
        }
    }

    private static string WithoutBase(string path)
    {
        foreach (var known in (string[])["/ai/v1/", "/v1/"])
        {
            if (path.StartsWith(known, StringComparison.Ordinal))
            {
                return path[known.Length..];
            }
        }

        return path.TrimStart('/');
    }
}
