using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Support;

/// <summary>Checks what must hold for any value; the same values in every run, so that a failure can be looked into.</summary>
internal static class Law
{
    private const int Values = 300;
    private const ulong Seed = 20_240_229;
    private const ulong Gamma = 4_294_967_291;

    public static void Holds<T>(Gen<T> values, Action<T> check) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Values).WithReplay(Seed, Gamma),
            Prop.ForAll(values.ToArbitrary(), check)
        );
}
