// What signed-in pages load beside page.js.
import "./elements/auto-save.js";
import "./elements/idle-cover.js";
import "./elements/live-part.js";
