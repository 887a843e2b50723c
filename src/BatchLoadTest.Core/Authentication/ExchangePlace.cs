using System.Globalization;

namespace BatchLoadTest.Authentication;

/// <summary>The files of an exchange: the key, why there is none, and a mark of each process that took it.</summary>
/// <param name="path">The file of the key; the others lie beside it.</param>
/// <param name="moment">Of which load they are: what says another one is none of ours.</param>
/// <param name="count">How many processes there are.</param>
internal sealed class ExchangePlace(string path, string moment, int count)
{
    private const string Option = "--key-exchange";

    private readonly ExchangeFile<ExchangedKey> keyFile = new(path, ExchangeJson.Default.ExchangedKey);
    private readonly ExchangeFile<ExchangeRefusal> refusalFile = new(
        path + ".refused",
        ExchangeJson.Default.ExchangeRefusal
    );

    /// <summary>The key, of whatever load.</summary>
    /// <exception cref="KeyRefusedException">It cannot be read.</exception>
    public ExchangedKey? AnyKey() => Guarded(keyFile.Read);

    /// <summary>Why this load has no key; null where nobody said so.</summary>
    /// <exception cref="KeyRefusedException">It cannot be read.</exception>
    public string? Refusal() => Guarded(refusalFile.Read) is { } found && found.Moment == moment ? found.Reason : null;

    /// <summary>Whether the key of this load is there, or something that cannot be read.</summary>
    public bool MayHaveKey()
    {
        try
        {
            return AnyKey()?.Moment == moment;
        }
        catch (KeyRefusedException)
        {
            return true;
        }
    }

    /// <summary>Removes what earlier loads have left. Returns the key of this load where an earlier start has left it.</summary>
    /// <exception cref="KeyRefusedException">That cannot be done, or the key of another load is there.</exception>
    public ExchangedKey? Prepare() =>
        Guarded(() =>
        {
            var found = keyFile.Read();
            // Without a moment nothing tells this load from an earlier one.
            if (keyFile.IsThere && (found is null || moment.Length == 0 || found.Moment != moment))
            {
                throw new KeyRefusedException(WordsOfOther(found));
            }

            keyFile.DeleteTemporary();
            refusalFile.Delete();
            foreach (var mark in Marks())
            {
                if (moment.Length == 0 || mark.Read()?.Moment != moment)
                {
                    mark.Delete();
                }
            }

            return found;
        });

    /// <summary>Leaves the key.</summary>
    /// <exception cref="KeyRefusedException">It cannot be written, or there is one already.</exception>
    public void Publish(ExchangedKey key) =>
        Guarded(() =>
        {
            if (keyFile.IsThere)
            {
                throw new KeyRefusedException(WordsOfOther(keyFile.Read()));
            }

            keyFile.Write(key);
            return true;
        });

    /// <summary>Says that there is no key, unless there is one, or it was said already.</summary>
    /// <exception cref="KeyRefusedException">That cannot be written.</exception>
    public void Refuse(string reason) =>
        Guarded(() =>
        {
            if (keyFile.Read()?.Moment != moment && refusalFile.Read()?.Moment != moment)
            {
                refusalFile.Write(new ExchangeRefusal(moment, reason));
            }

            return true;
        });

    /// <summary>The mark of one process, as a file.</summary>
    public ExchangeFile<ExchangeMark> MarkFile(int shard) =>
        new($"{path}.shard-{shard.ToString(CultureInfo.InvariantCulture)}", ExchangeJson.Default.ExchangeMark);

    /// <summary>The mark of one process; null where nothing is seen of it.</summary>
    public ExchangeMark? MarkOf(int shard)
    {
        try
        {
            return MarkFile(shard).Read() is { } mark && mark.Moment == moment ? mark : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes the key's file where it is this load's, and the marks, each by itself: the file with the key goes even where
    /// nothing can be written any more. Returns what went wrong, a line each.
    /// </summary>
    /// <param name="mayGoOn">Whether shard 0 may be started again for this load: then who comes waits for its new key.</param>
    public IReadOnlyList<string> Clear(bool mayGoOn)
    {
        List<string> problems = [];
        if (MayHaveKey())
        {
            Try(keyFile.Delete);
        }

        if (!mayGoOn && moment.Length > 0)
        {
            // Who comes late must not wait for a key that is gone. Without a moment it may be of the next load.
            Try(() => Refuse("its run has ended"));
        }

        foreach (var mark in Marks())
        {
            Try(mark.Delete);
        }

        return problems;

        void Try(Action action)
        {
            if (Problem(action) is { } problem)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Null, or what the disk said against it.</summary>
    public static string? Problem(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (KeyRefusedException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{Option}: {exception.Message}";
        }
    }

    /// <summary>A key in words, without itself.</summary>
    public static string Describe(ExchangedKey key)
    {
        var moment = key.Moment.Length == 0 ? "without --start-at" : $"of --start-at {key.Moment}";
        return $"{key} {moment}, created {key.CreatedAt:yyyy-MM-dd'T'HH:mm:ssK}";
    }

    private string WordsOfOther(ExchangedKey? found) =>
        $"{Option}: {path} is there already"
        + (
            found is null
                ? " and holds no key; name another file"
                : $", from another load: {Describe(found)}, which may be live at the service. Wait until that load has "
                    + "ended; where it was killed, delete that key at the service and then the file"
        );

    private IEnumerable<ExchangeFile<ExchangeMark>> Marks() => Enumerable.Range(1, count - 1).Select(MarkFile);

    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyRefusedException($"{Option}: {exception.Message}");
        }
    }
}
