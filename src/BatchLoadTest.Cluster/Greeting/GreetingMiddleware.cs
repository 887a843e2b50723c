using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace BatchLoadTest.Silos.Greeting;

/// <summary>Answers a worker's question at the silo's port; what begins in another way is TLS' or the engine's.</summary>
internal sealed class GreetingMiddleware(string answer, TimeProvider time)
{
    private static readonly TimeSpan HangUpLimit = TimeSpan.FromSeconds(3);

    public void Add(IConnectionBuilder connections) =>
        connections.Use(next => context => OnConnectedAsync(context, next));

    private async Task OnConnectedAsync(ConnectionContext context, ConnectionDelegate next)
    {
        if (!await IsQuestionAsync(context.Transport.Input, context.ConnectionClosed))
        {
            await next(context);
            return;
        }

        await context.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(answer + "\n"), context.ConnectionClosed);
        await HangUpAsync(context.Transport.Input, context.ConnectionClosed);
    }

    // The engine throws away what is not sent yet when this returns: the worker, which has what it wants, ends it.
    private async Task HangUpAsync(PipeReader input, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(HangUpLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (await input.ReadAsync(either.Token) is { IsCompleted: false } read)
            {
                input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It is over in any case.
        }
    }

    // Takes nothing away: who comes next reads from the first byte.
    private static async Task<bool> IsQuestionAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var answer = IsQuestion(read.Buffer);
            input.AdvanceTo(read.Buffer.Start, answer is null ? read.Buffer.End : read.Buffer.Start);
            if (answer is not null || read.IsCompleted)
            {
                return answer ?? false;
            }
        }
    }

    // Null: too little to know.
    private static bool? IsQuestion(ReadOnlySequence<byte> bytes)
    {
        var question = GreetingLine.Question;
        var begin = bytes.Slice(0, Math.Min(bytes.Length, question.Length)).ToArray();
        return !question.StartsWith(begin) ? false
            : begin.Length == question.Length ? true
            : null;
    }
}
