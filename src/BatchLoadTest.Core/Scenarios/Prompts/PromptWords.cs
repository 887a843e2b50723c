namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>
/// The words that prompts are made of: plain English ones, and a few with characters of two, three and four bytes, which a
/// service has to carry too. None has a character that JSON would have to escape. All have the same length in bytes, so that
/// the length of a text follows from the number of its words, and that of an upload from its rows, before any is written.
/// </summary>
internal static class PromptWords
{
    /// <summary>How many there are.</summary>
    public const int Count = 512;

    /// <summary>Bytes of each, with the blank behind it.</summary>
    public const int Bytes = 6;

    /// <summary>Stands between a common prefix and what is the row's own; none of <see cref="All"/>.</summary>
    public const string Separator = "Task:";

    private const string Text = """
        about above actor after again agree ahead alarm album alike alive allow alone along aloud alter among ample angle apart
        apple apply apron arena arise armor array arrow aside asset audio avoid award aware awful bacon badge baker basic basin
        basis beach beard begin being below bench berry birth black blade blame blank blend block bloom board boast bonus boost
        booth bound brain brake brand brass brave bread break brick bride brief bring broad brook broom brown brush build bunch
        cabin cable camel candy canoe cargo carry catch cause cedar chain chair chalk charm chart chase cheap check cheek cheer
        chess chest chief child chili china choir chord civic civil claim class clean clear clerk cliff climb clock close cloth
        cloud coach coast coral couch count court cover crane cream creek crisp cross crowd crown crust curve cycle daily dance
        delay depth diary diner dozen draft drain drama dream dress drift drill drink drive eager eagle early earth eight elbow
        elder elite empty enjoy enter entry equal error essay event every exact extra faith fancy favor feast fence fiber field
        fifth fifty final first flame flash flock flood floor flour fluid flute focus force forty forum found frame fresh front
        frost fruit giant given glass globe glove grace grade grain grand grant grape graph grass great green greet grill group
        guard guess guest guide habit happy heart heavy hedge hello hobby honey honor horse hotel house human humor ideal image
        index inner input joint judge juice knife label labor large laser later laugh layer learn lease least leave ledge lemon
        level light limit local lodge logic loose lower loyal lucky lunch magic major maker march match mayor meant medal media
        mercy merge merit merry metal meter might miner minor model money month moral motor mount mouse mouth movie music nerve
        never night noise north novel nurse ocean offer often olive onion opera orbit order organ other outer owner paint panel
        paper party patch pause peace peach pearl phase phone photo piano piece pilot pitch place plain plane plant plate point
        polar pound power press price pride prime print prize proof proud pupil queen quest quick quiet quilt quite quote radar
        radio rainy raise range rapid ratio reach ready renew reply rider ridge right river roast robot rocky rough round route
        royal ruler salad scale scene score sense serve seven shade shake shape share sharp sheep sheet shelf shell shift shine
        shirt shore short shown sight since sixth sixty skill sleep slice slope small smart smile smoke solar solid solve sound
        south space spare speak speed spice spoon sport spray staff stage stand start state steam steel stone store storm story
        study style sugar sunny super sweet swift swing table taste teach thank theme there thing third three tiger title toast
        today token total touch tower track trade trail train treat trend trial truck trust truth twice under union unity until
        upper urban usual value video visit vital voice waste watch water wheat wheel where which while white whole woman world
        worth would write young
        café fête rôle £100 €25 30°C 5–9 🚀!
        """;

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } =
        Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
