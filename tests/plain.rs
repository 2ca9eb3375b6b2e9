//! Plain folders of Markdown, as companies have them: every page builds, every good link works, and what does not is a
//! warning with its place. `tests/sites/` holds four such folders, each the way another tool left it.
#![expect(clippy::disallowed_methods, reason = "tests build sites on the disk and read them")]

mod built;

use built::{Built, build, findings, source};
use insta::assert_snapshot;

fn fixture(name: &str) -> Built {
    let site = build(&source(&format!("tests/sites/{name}/in")));
    assert_eq!(site.code, Some(0), "{name}: warnings stop nothing");
    site
}

fn findings_of(name: &str) -> String {
    findings(&source(&format!("tests/sites/{name}/in")))
}

#[test]
fn a_dumped_wiki_keeps_its_pages_and_names_its_dead_links() {
    let site = fixture("wiki-dump");
    assert_snapshot!(site.own_files(), @r#"
    Big/index.html
    Café/Menü für Gäste/index.html
    Café/index.html
    Dead/index.html
    Holidays/index.html
    Images/map.png
    Kitchen/faq/index.html
    Kitchen/index.html
    Kitchen/the yard.png
    Kitchen/yard/index.html
    Old Holidays.html
    Opening hours/index.html
    faq/index.html
    holidays old/index.html
    index.html
    last/index.html
    later/index.html
    old/v1.2/index.html
    promises/index.html
    roles/index.html
    roles/sorry/index.html
    "#);
    let (archive, others): (Vec<_>, Vec<_>) =
        findings_of("wiki-dump").lines().map(ToString::to_string).partition(|line| line.contains("Archive/"));
    assert_eq!(archive.len(), 120);
    assert_eq!(archive[7], "Dead.md:10:3: warning[broken-link] there is no file `Archive/page-008.md`");
    assert_snapshot!(others.join("\n"), @r#"
    10-last.md:2:8: warning[bad-yaml] this quotation mark never closes, so everything below would belong to it
    Dead.md:123:3: warning[broken-link] this path leaves the handbook's folder, so the site could never show it
    Dead.md:124:3: warning[broken-link] this address would run a script in the reader's browser
    Dead.md:125:3: warning[broken-link] there is no file `Holidayz.md`
    Dead.md:126:3: warning[broken-link] no page lies in the folder `Images/`, so there is nothing to show
    Kitchen/faq.md:3:94: warning[broken-link] nothing there is called `#is-there-parkin`
    Kitchen/yard.md:4:1: warning[broken-link] there is no image `gone.png`
    Opening hours.md:11:17: warning[broken-link] there is no file `Holidays.md`
    broken-bytes.md:1:1: warning[unreadable-file] line 1 is not UTF-8 text, so the file was left out
    holidays old.md:2:8: warning[bad-yaml] YAML takes the colon in this text for the end of a field's name
    roles/sorry.md:8:73: warning[broken-link] there is no role `chef`
    "#);
}

#[test]
fn a_dumped_wiki_reads_well() {
    let site = fixture("wiki-dump");
    assert_snapshot!(site.body("index.html"), @r#"
    <p>Exported in one go. Start with the <a href="./Opening%20hours/index.html">opening hours</a>, or look into <a href="./Kitchen/index.html">the kitchen</a>.</p>
    <p><a href="https://ci.example.org/mill">Build</a>
    <a href="https://maps.example.org/mill.png">map</a></p>
    <ul>
    <li><input type="checkbox" disabled aria-label="to do" checked> exported</li>
    <li><input type="checkbox" disabled aria-label="to do"> tidied up</li>
    </ul>
    <p>See <a href="./faq/index.html">FAQ</a>, the <a href="./Kitchen/faq/index.html">kitchen's FAQ</a> and <a href="./roles/sorry/index.html">how we say sorry</a>.</p>
    <h2>In this folder</h2>
    <ul class="hang">
    <li><a href="./later/index.html" data-mark="8556e622">Later</a> <span>Just a ruler above, and this: text.</span></li>
    <li><a href="./last/index.html" data-mark="c4a465ae">Broken</a></li>
    <li><a href="./Big/index.html" data-mark="25646128">A very long page</a> <span>The mill wheel turns when the stream is high, and the miller listens to it at night. The mill wheel turns when the stream is high, and the miller listens to it…</span></li>
    <li><a href="./Caf%C3%A9/index.html">Café</a> <small>1 page</small></li>
    <li><a href="./Dead/index.html" data-mark="b948abf7">Dead links</a></li>
    <li><a href="./Kitchen/index.html">Kitchen</a> <small>2 pages</small></li>
    <li><a href="./holidays%20old/index.html" data-mark="89e6ff03">Old: holidays</a> <span>Empty.</span></li>
    <li><a href="./Opening%20hours/index.html" data-mark="41a0c7b3">Opening hours</a> <span>We open at 8:00; on Sundays at 10:00.</span></li>
    <li><a href="./promises/index.html" data-mark="52cf52ae">Promises</a> <span>Words without any heading. {{promise:call-back}} stays as it is, and so does {{ page.title }}.</span></li>
    <li><a href="./faq/index.html" data-mark="b1bc880b">Questions</a> <span>Yes: where, says the second answer.</span></li>
    <li><a href="./roles/index.html">Roles</a> <small>1 page</small></li>
    </ul>
    "#);
    assert_snapshot!(site.body("Opening hours/index.html"), @r##"
    <p>We open at <strong>8:00</strong>; on Sundays at 10:00.<sup class="footnote-reference" id="fnref:1"><a href="#fn:1">1</a></sup></p>
    <div class="table" tabindex="0"><table><thead><tr><th>day</th><th class="center">from</th><th class="right">to</th></tr></thead><tbody>
    <tr><td>Monday</td><td class="center">8:00</td><td class="right">18:00</td></tr>
    <tr><td>Sunday</td><td class="center">10:00</td><td class="right">14:00</td></tr>
    </tbody></table>
    </div>
    <p>Ask <a href="mailto:hello@mill.example.org">hello@mill.example.org</a>, look at <a href="https://mill.example.org/today">https://mill.example.org/today</a> or read <a href="https://mill.example.org/hours_(all)">https://mill.example.org/hours_(all)</a>, or <a href="http://www.example.org">www.example.org</a>.</p>
    <div class="footnote-definition" id="fn:1"><sup class="footnote-definition-label"><a href="#fnref:1">1</a></sup>
    <p>Not in August.<sup class="footnote-reference" id="fnref:2"><a href="#fn:2">2</a></sup></p>
    </div><div class="footnote-definition" id="fn:2"><sup class="footnote-definition-label"><a href="#fnref:2">2</a></sup>
    <p>See the <span class="missing">holiday list</span>.</p>
    </div><div class="footnote-definition" id="fn:3"><sup class="footnote-definition-label">3</sup>
    <p>Nobody refers to this one.</p>
    </div>
    <p class="on"><a rel="next" href="../promises/index.html">Promises</a> <small>Before this: <a rel="prev" href="../holidays%20old/index.html">Old: holidays</a></small></p>
    "##);
    assert_snapshot!(site.body("Kitchen/yard/index.html"), @r#"
    <p>The yard is behind the house.</p>
    <p><img src="../../Kitchen/the%20yard.png" alt="The yard" title="From above" width="8" height="6" loading="lazy">
    <span class="missing">Gone</span>
    <img src="../../Kitchen/the%20yard.png" alt="again" width="20" loading="lazy"><img src="../../Images/map.png" alt="map" width="16" height="9" loading="lazy">
    <img src="../../Images/map.png" alt="over two lines" width="16" height="9" loading="lazy"></p>
    <p class="on"> <small>Before this: <a rel="prev" href="../../Kitchen/faq/index.html">Kitchen questions</a></small></p>
    "#);
    assert_snapshot!(site.body("Café/Menü für Gäste/index.html"), @r#"
    <p>Zurück zur <a href="../../Kitchen/index.html">Küche</a>, zu den <a href="../../faq/index.html">Fragen</a> und zum <a href="../../index.html">Anfang</a>.</p>
    "#);
    assert_eq!(site.title("last/index.html"), "Broken", "the title of a header that cannot be read");
    assert!(site.body("promises/index.html").contains("{{promise:call-back}} stays as it is"));
    assert!(site.text("Big/index.html").len() > 200_000);
    assert!(site.text("old/v1.2/index.html").contains("url=../../holidays%20old/index.html"));
}

#[test]
fn what_hugo_left_is_read() {
    let site = fixture("hugo-docs");
    assert_snapshot!(site.own_files(), @r#"
    bread/index.html
    content/docs/bread/index.html
    content/docs/hint/index.html
    content/docs/index.html
    content/docs/oven/index.html
    content/docs/oven/oven.svg
    content/index.html
    content/posts/2021-04-05-first/index.html
    content/posts/index.html
    index.html
    loaves.html
    static/images/bread.png
    themes/index.html
    themes/plain/index.html
    "#);
    assert_snapshot!(findings_of("hugo-docs"), @"content/docs/bread.md:10:36: warning[broken-link] there is no file `oven.md`");
    assert_eq!(site.title("content/docs/bread/index.html"), "Our &quot;bread&quot;");
    assert_snapshot!(site.body("content/docs/bread/index.html"), @r##"
    <h2 id="what">What we bake</h2>
    <p>See [salt]({{&lt; ref "salt.md" &gt;}}), <span class="missing">the oven</span> and <a href="#what">this</a>.</p>
    <p>{{% notice tip %}}
    Left as text.
    {{% /notice %}}</p>
    <p><img src="../../../static/images/bread.png" alt="Bread" width="12" height="8" loading="lazy"></p>
    <p class="on"><a rel="next" href="../../../content/docs/oven/index.html">The oven</a> <small>Before this: <a rel="prev" href="../../../content/docs/hint/index.html">Hint</a></small></p>
    "##);
    assert_snapshot!(site.body("content/docs/oven/index.html"), @r#"
    <h2 id="heat">Heat</h2>
    <p><img src="../../../content/docs/oven/oven.svg" alt="Drawing" width="40" height="30" loading="lazy"></p>
    <pre><code class="language-go-html-template">{{ range .Pages }}&lt;a href="{{ .Permalink }}"&gt;x&lt;/a&gt;{{ end }}
    </code></pre>
    <p class="on"> <small>Before this: <a rel="prev" href="../../../content/docs/bread/index.html">Our &quot;bread&quot;</a></small></p>
    "#);
    assert_snapshot!(site.body("content/docs/hint/index.html"), @r#"
    <p>A <span class="missing">draft</span>, and a <a href="../../../content/docs/oven/index.html">bundle</a>.</p>
    <p class="on"><a rel="next" href="../../../content/docs/bread/index.html">Our &quot;bread&quot;</a></p>
    "#);
}

#[test]
fn what_docusaurus_left_is_read() {
    let site = fixture("docusaurus-docs");
    assert_snapshot!(site.own_files(), @r#"
    docs/02-setup/img/button.png
    docs/both-2/index.html
    docs/both/README/index.html
    docs/both/index.html
    docs/guide/index.html
    docs/guide/one/index.html
    docs/guide/two/index.html
    docs/index.html
    docs/intro/index.html
    docs/setup/configure/index.html
    docs/setup/deeper/index.html
    docs/setup/deeper/notes/index.html
    docs/setup/index.html
    docs/setup/install/index.html
    index.html
    start/index.html
    static/img/logo.png
    "#);
    assert_snapshot!(findings_of("docusaurus-docs"), @r#"
    docs/both.md:1:1: warning[same-address] two files would stand at `/docs/both/`, and an address shows only one
    docs/both/README.md:1:1: warning[same-address] two files would stand at `/docs/both/`, and an address shows only one
    "#);
    assert_snapshot!(site.body("docs/setup/install/index.html"), @r#"
    <p>import Tabs from '@theme/Tabs';</p>
    <p>Press the button.</p>
    <p><img src="../../../docs/02-setup/img/button.png" alt="Button" width="10" height="5" loading="lazy"> and <img src="../../../static/img/logo.png" alt="Again" width="9" height="9" loading="lazy"></p>
    <p><a href="../../../docs/setup/configure/index.html#the-file">Next</a>, <a href="../../../docs/intro/index.html">the start</a>, <a href="../../../docs/setup/index.html">the folder</a>, <a href="../../../docs/index.html">the folder above</a>.</p>
    <p class="on"><a rel="next" href="../../../docs/setup/configure/index.html">Configure</a></p>
    "#);
    assert_snapshot!(site.body("docs/guide/index.html"), @r#"
    <p>Beside a folder of the same name. <a href="../../docs/guide/one/index.html">Inside</a></p>
    <h2>In this folder</h2>
    <ul class="hang">
    <li><a href="../../docs/guide/one/index.html" data-mark="d831d235">One</a> <span>Two, the guide</span></li>
    <li><a href="../../docs/guide/two/index.html" data-mark="840e5c68">Two</a> <span>One</span></li>
    </ul>
    <p class="on"><a rel="next" href="../../docs/intro/index.html">Welcome</a> <small>Before this: <a rel="prev" href="../../docs/both/index.html">From the index</a></small></p>
    "#);
    assert_eq!(site.title("docs/both/index.html"), "From the index");
}

#[test]
fn a_code_repository_is_read() {
    let site = fixture("repo-docs");
    assert_snapshot!(site.own_files(), @r#"
    CONTRIBUTING/index.html
    LICENSE/LICENSE
    LICENSE/index.html
    content/index.html
    content/roles/chef/index.html
    content/roles/index.html
    content/vision/index.html
    contribute/index.html
    docs/assets/logo.svg
    docs/contributing.html
    docs/data.csv
    docs/deep/a/b/c/d/e/index.html
    docs/deep/a/b/c/d/index.html
    docs/deep/a/b/c/index.html
    docs/deep/a/b/index.html
    docs/deep/a/index.html
    docs/deep/index.html
    docs/guide/index.html
    docs/index.html
    help/index.html
    index.html
    "#);
    assert_snapshot!(findings_of("repo-docs"), @r#"
    CONTRIBUTING.md:13:97: warning[broken-link] there is no file `README.md`
    docs/deep/a/b/c/d/e.md:3:36: warning[broken-link] this path leaves the handbook's folder, so the site could never show it
    readme.md:9:87: warning[broken-link] no page lies in the folder `src/`, so there is nothing to show
    readme.md:12:43: warning[broken-link] this address would run a script in the reader's browser
    "#);
    assert_eq!(site.title("index.html"), "Ferry");
    assert_snapshot!(site.body("index.html"), @r#"
    <h2 align="center">
      <img src="./docs/assets/logo.svg" alt="Logo" width="48" height="24" loading="lazy"> Ferry
    </h2>
    <p align="center"><a href="./docs/index.html">Docs</a> · <a href="./docs/guide/index.html">Guide</a> · <a href="https://example.org">Site</a></p>
    <p>Ferry moves parcels. Read the <a href="./LICENSE/LICENSE">license</a>, <a href="./CONTRIBUTING/index.html">how to help</a>, the <span class="missing">code</span>, <a href="./LICENSE/index.html">the code of conduct</a>.</p>
    <details open=""><summary>Unclosed</summary>
    <div><b>Bold <i>and <a class="missing">not</a>
    <table><tbody><tr><td>A cell</td><td>Another</td></tr></tbody></table>
    </i></b></div></details>
    <h2>In this folder</h2>
    <ul class="hang">
    <li><a href="./content/index.html">Content</a> <small>3 pages</small></li>
    <li><a href="./docs/index.html">Docs</a> <small>2 pages</small></li>
    <li><a href="./CONTRIBUTING/index.html" data-mark="f72d0f59">How to help</a> <span>By address, by old address and by path. Back to the readme.</span></li>
    <li><a href="./LICENSE/index.html" data-mark="1930e7bd">License, explained</a></li>
    </ul>
    "#);
    assert_snapshot!(site.body("CONTRIBUTING/index.html"), @r##"
    <p>{% include header.html %}</p>
    <p>By <a href="../CONTRIBUTING/index.html">address</a>, by <a href="../CONTRIBUTING/index.html">old address</a> and <a href="../CONTRIBUTING/index.html">by path</a>. Back to the <span class="missing">readme</span>.</p>
    <p><a name="tests"></a></p>
    <h2>Tests</h2>
    <p>See <a href="#tests">tests</a> and <a href="../docs/guide/index.html#tests">Tests in the guide</a>.</p>
    <p class="on"><a rel="next" href="../LICENSE/index.html">License, explained</a> <small>Before this: <a rel="prev" href="../docs/index.html">Docs</a></small></p>
    "##);
    assert_snapshot!(site.body("content/index.html"), @r#"
    <ul class="hang">
    <li><a href="../content/vision/index.html" data-mark="ee1b115c">Vision of the code</a></li>
    <li><a href="../content/roles/index.html">Roles of the code</a> <small>2 pages</small> <span>A folder in content/ that means nothing special here.</span></li>
    </ul>
    "#);
}
